"""The name for arrays in annotations; numpy's own is made by modules that take 10 ms and serve no sound."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
else:

    class NDArray:
        """Stands for `numpy.typing.NDArray` while the program runs."""

        def __class_getitem__(cls, _of: Any) -> Any:
            return np.ndarray


__all__ = ["NDArray"]
