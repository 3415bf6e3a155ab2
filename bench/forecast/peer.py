"""One fit of scikit-learn on the hours that come in as JSON: daily ridge with 24 outputs and histogram gradient boosting. Prints the fewest milliseconds of processor time of three runs."""
import json
import sys
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge

y = np.array(json.load(sys.stdin))
n = len(y) // 24
M = y[: n * 24].reshape(n, 24)


def once():
    start = time.process_time()
    days = np.arange(28, n)
    X = np.hstack([M[days - 1], M[days - 2], M[days - 7], (M[days - 7] + M[days - 14] + M[days - 21]) / 3, np.eye(7)[days % 7]])
    Ridge(30.0).fit((X - X.mean(0)) / (X.std(0) + 1e-6), M[days])
    h = np.arange(28 * 24, n * 24)
    means = np.repeat(M.mean(1), 24)
    lags = [y[h - k] for k in (24, 48, 168, 336)]
    columns = [h % 24, h // 24 % 7, h // 24 % 365, *lags, (y[h - 168] + y[h - 336] + y[h - 504] + y[h - 672]) / 4, means[h - 24], means[h - 168], y[h // 24 * 24 - 1]]
    HistGradientBoostingRegressor(max_iter=150, learning_rate=0.08, max_leaf_nodes=31, l2_regularization=1.0, random_state=0).fit(np.stack(columns, 1), y[h])
    return (time.process_time() - start) * 1000


print(min(once() for _ in range(3)))
