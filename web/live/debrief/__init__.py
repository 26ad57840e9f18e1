"""The debrief of a running session: what is shown, what people say of it, and who works out the answers.

Owns the stage (the one way to a projector), votes, knowledge tests, reflections, and the back office that
computes views in processes of their own. It may not know the rules: those are asked through `web.live.rules`.
"""
