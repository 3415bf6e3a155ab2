"""scikit-learn on generated rows: python3 peer.py TRAIN JUDGED prints JSON with scores of five forests, decision values of one machine, and the fewest milliseconds of each step.

The rows come from a formula of whole numbers and products only, so that generated-rows.ts makes the very same ones.
"""
import json
import sys
import time

import numpy as np
from sklearn.ensemble import IsolationForest
from sklearn.svm import OneClassSVM

FEATURES = 6
TREES = 100
SEEDS = 5


def uniform():
    state = 1
    while True:
        state = (state * 16807) % 2147483647
        yield state / 2147483647


def generated_rows(count):
    chance = uniform()
    bell = lambda: next(chance) + next(chance) + next(chance) + next(chance) - 2
    rows = []
    for i in range(count):
        hour = (i % 24) / 24
        a = bell()
        b = 0.6 * a + 0.8 * bell()
        c = bell()
        row = [a, b, c * c, bell() * hour, hour, bell()]
        if i % 50 == 49:
            row[i % FEATURES] += 2.5
        rows.append(row)
    return np.array(rows)


def timed(run):
    started = time.perf_counter()
    result = run()
    return result, (time.perf_counter() - started) * 1000


train, judged = int(sys.argv[1]), int(sys.argv[2])
rows = generated_rows(train + judged)
taught, unseen = rows[:train], rows[train:]
forests, fit_ms, score_ms = [], [], []
for seed in range(SEEDS):
    forest, ms = timed(lambda: IsolationForest(n_estimators=TREES, max_samples=min(256, train), random_state=seed).fit(taught))
    fit_ms.append(ms)
    scores, ms = timed(lambda: -forest.score_samples(unseen))
    score_ms.append(ms)
    forests.append([round(float(score), 5) for score in scores])
machine_fit_ms, machine_score_ms = [], []
for _ in range(SEEDS):
    machine, ms = timed(lambda: OneClassSVM(nu=0.02, gamma=1 / FEATURES).fit(taught))
    machine_fit_ms.append(ms)
    decisions, ms = timed(lambda: machine.decision_function(unseen))
    machine_score_ms.append(ms)
print(json.dumps({
    'train': train,
    'judged': judged,
    'forests': forests,
    'forestFitMs': min(fit_ms),
    'forestScoreMs': min(score_ms),
    'decisions': [round(float(value), 8) for value in decisions],
    'machineFitMs': min(machine_fit_ms),
    'machineScoreMs': min(machine_score_ms),
}))
