"""Columns from a generator that the gold scripts and the tests share, so that none need be stored."""
import numpy as np

MASK = (1 << 64) - 1


def uniforms(seed, count):
    """SplitMix64, all at once: its state is a counter."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed & MASK) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(float) / 9007199254740992.0


def column(seed, count, shift, scale, steps):
    """A bell of four uniforms, shifted and scaled; rounded down to multiples of 1/steps unless steps is 0."""
    u = uniforms(seed, 4 * count).reshape(count, 4)
    values = (u[:, 0] + u[:, 1] + u[:, 2] + u[:, 3] - 2.0) * scale + shift
    return np.floor(values * steps) / steps if steps else values
