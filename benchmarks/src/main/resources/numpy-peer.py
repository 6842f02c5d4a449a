"""The same distances by numpy, for comparison: reads one command a line, answers with one line.

prepare N C m SNAPSHOTS    random landmarks and snapshots, and the chunk of samples that is fastest here
run PASSES                 milliseconds a snapshot, the median over so many passes
pairwise N C m             milliseconds for all distances among m snapshots

The best form found: landmarks as (N, C, m), np.matmul in chunks of samples that stay in the cache, the product of four
samples' affinities before each logarithm. The floor is 1e-9, so that such a product stays a normal float32.
"""
import sys
import time

import numpy as np

FLOOR = np.float32(1e-9)


def fold(snapshots, landmarks, chunk):
    sums = np.zeros((snapshots.shape[1], landmarks.shape[2]), np.float64)
    for first in range(0, landmarks.shape[0], chunk):
        affinity = np.matmul(snapshots[first:first + chunk], landmarks[first:first + chunk])
        np.maximum(affinity, FLOOR, out=affinity)
        fours = affinity.shape[0] // 4 * 4
        if fours:
            product = affinity[0:fours:4] * affinity[1:fours:4]
            product *= affinity[2:fours:4]
            product *= affinity[3:fours:4]
            sums -= np.log(product, out=product).sum(0)
        if fours < affinity.shape[0]:
            sums -= np.log(affinity[fours:]).sum(0)
    return sums


def pairwise(rows, columns, block):
    """Half of the matrix, in blocks of rows that stay in the cache."""
    for first in range(0, rows.shape[1], block):
        fold(rows[:, first:first + block], columns[:, :, first:], 4)


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def main():
    blas = "unknown BLAS"
    np.matmul(np.zeros((2, 2), np.float32), np.zeros((2, 2), np.float32))
    with open("/proc/self/maps") as maps:
        text = maps.read()
    for name in ("openblas", "mkl", "blis", "libblas"):
        if name in text:
            blas = name
            break
    print(f"numpy {np.__version__} {blas}", flush=True)
    random = np.random.default_rng(1)
    for line in sys.stdin:
        words = line.split()
        numbers = [int(word) for word in words[1:]]
        if words[0] == "prepare":
            n, c, m, together = numbers
            landmarks = random.random((n, c, m), np.float32)
            snapshots = random.random((n, together, c), np.float32)
            chunks = [x for x in (32, 64, 128, 256, 512, 1024) if x < n] or [n]
            best = {x: min(timed(lambda x=x: fold(snapshots, landmarks, x)) for _ in range(3)) for x in chunks}
            chunk = min(best, key=best.get)
            print(chunk, flush=True)
        elif words[0] == "run":
            passes = [timed(lambda: fold(snapshots, landmarks, chunk)) for _ in range(numbers[0])]
            print(np.median(passes) / snapshots.shape[1], flush=True)
        elif words[0] == "pairwise":
            n, c, m = numbers
            if "rows" not in vars() or rows.shape != (n, m, c):
                rows = random.random((n, m, c), np.float32)
                columns = np.ascontiguousarray(rows.transpose(0, 2, 1))
                best = {x: timed(lambda x=x: pairwise(rows[:8], columns[:8], x)) for x in (16, 32, 64, 128, 256)}
                block = min(best, key=best.get)
            print(timed(lambda: pairwise(rows, columns, block)), flush=True)


main()
