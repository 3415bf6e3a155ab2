"""Makes stl-by-statsmodels.json: STL of statsmodels 0.13.5 on a generated series; MSTL by the paper's two rounds over statsmodels' STL (that version has none of its own)."""
import json
import math
import os

import numpy as np
from statsmodels.tsa.seasonal import STL

PLACES = [0, 1, 50, 100, 101, 333, 402, 500, 838, 839]
COUNT = 24 * 35


def uniform(count):
    state, out = 1, []
    for _ in range(count):
        state = (state * 16807) % 2147483647
        out.append(state / 2147483647)
    return np.array(out)


i = np.arange(COUNT)
y = 20 + 0.01 * i + 3 * np.sin(2 * np.pi * i / 24) + 1.5 * np.sin(2 * np.pi * i / 12 + 1) + 2 * np.cos(2 * np.pi * i / 168) + (uniform(COUNT) - 0.5)
y[100] += 15
y[400:404] -= 9


def pick(values):
    return [float(values[k]) for k in PLACES]


def parts(found):
    return {'trend': pick(found.trend), 'season': pick(found.seasonal)}


coarse = dict(seasonal_deg=0, seasonal_jump=2, trend_jump=math.ceil(41 / 10), low_pass_jump=3)
out = {
    'plain': parts(STL(y, period=24, seasonal=7).fit()),
    'robust': parts(STL(y, period=24, seasonal=13, robust=True).fit(inner_iter=2, outer_iter=5)),
    'coarse': parts(STL(y, period=24, seasonal=13, **coarse).fit()),
}
seasons, rest = [np.zeros(COUNT), np.zeros(COUNT)], y.copy()
for _ in range(2):
    for k, (period, window) in enumerate([(24, 11), (168, 15)]):
        rest = rest + seasons[k]
        found = STL(rest, period=period, seasonal=window).fit()
        seasons[k] = np.asarray(found.seasonal)
        rest = rest - seasons[k]
out['mstl'] = {'trend': pick(found.trend), 'day': pick(seasons[0]), 'week': pick(seasons[1])}
with open(os.path.join(os.path.dirname(__file__), 'stl-by-statsmodels.json'), 'w') as file:
    json.dump(out, file, indent=1)
    file.write('\n')
