# What Baton uses of Mesa 3.3 to 3.5, which ships no types.
#
# Left out on purpose, so that mypy refuses them: `random`, `rng`, `shuffle`, `shuffle_do` (no outcome may
# depend on the order of draws) and `seed=` (warned of since 3.5; pass `rng=`).
from mesa.agent import Agent as Agent
from mesa.batchrunner import batch_run as batch_run
from mesa.datacollection import DataCollector as DataCollector
from mesa.model import Model as Model

__version__: str
