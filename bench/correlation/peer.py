"""The matrix of the same series by NumPy: reads count, length and doubles from standard input, prints the fewest milliseconds of processor time of three runs.

What is compared is what a NumPy user writes: season off by the mean of each slot, common moments by products of masks, autocorrelations by FFT, effective sizes by one
matrix product, the t test, false discovery rates. Clustering is left out.
"""
import struct
import sys
import time

import numpy as np

n, length = struct.unpack("<ii", sys.stdin.buffer.read(8))
data = np.frombuffer(sys.stdin.buffer.read(8 * n * length)).reshape(n, length)
slots = (np.arange(length) // 3) % 96 + 96 * np.clip((np.arange(length) // 288) % 7 - 4, 0, 2)


def once():
    start = time.process_time()
    known = ~np.isnan(data)
    rest = np.zeros_like(data)
    for slot in range(288):
        at = np.flatnonzero(slots == slot)
        if len(at) == 0:
            continue
        part = data[:, at]
        rest[:, at] = part - np.nanmean(part, axis=1, keepdims=True)
    rest -= np.nanmean(rest, axis=1, keepdims=True)
    x = np.where(known, rest, 0.0)
    m = known.astype(float)
    count = m @ m.T
    sx = x @ m.T
    sxx = (x * x) @ m.T
    r = (x @ x.T - sx * sx.T / count) / np.sqrt((sxx - sx * sx / count) * (sxx.T - sx.T * sx.T / count))
    size = 1 << (2 * length - 1).bit_length()
    acf = np.fft.irfft(np.abs(np.fft.rfft(x, size)) ** 2, size)[:, 1 : length // 5 + 1]
    pairs = np.fft.irfft(np.abs(np.fft.rfft(m, size)) ** 2, size)[:, 1 : length // 5 + 1]
    rho = acf / pairs / (np.sum(x * x, axis=1, keepdims=True) / np.sum(m, axis=1, keepdims=True))
    lags = np.arange(1, length // 5 + 1)
    effective = np.minimum(count, count / np.maximum(1, 1 + 2 * ((rho * (1 - lags / length)) @ rho.T)))
    t = np.abs(r) * np.sqrt(np.maximum(effective - 2, 1) / np.maximum(1e-12, 1 - r * r))
    np.sort(t[np.triu_indices(n, 1)])
    return (time.process_time() - start) * 1000


print(min(once() for _ in range(3)))
