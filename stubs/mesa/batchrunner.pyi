from collections.abc import Mapping

from mesa.model import Model

def batch_run(
    model_cls: type[Model],
    parameters: Mapping[str, object],
    number_processes: int | None = 1,
    iterations: int = 1,
    data_collection_period: int = -1,
    max_steps: int = 1000,
    display_progress: bool = True,
) -> list[dict[str, object]]: ...
