#!/usr/bin/env python3
"""Compares groups with the truth that `make.py` wrote.

    score.py GROUPS.tsv TRUTH.tsv [--false N] [--missed N]

GROUPS.tsv has an address and the name of its group a line; what is missing there or stands alone is in no group. Prints
precision, recall and F1 of the pairs, over all, and by edit the part of the edited articles that are in a group with their
original. A pair counts for the recall if it has the same original. `--false` and `--missed` bound how many pairs are named.
"""

import argparse
from collections import Counter, defaultdict
from itertools import combinations


def pairs(groups):
    return {pair for members in groups.values() for pair in combinations(sorted(members), 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups")
    parser.add_argument("truth")
    parser.add_argument("--false", type=int, default=40)
    parser.add_argument("--missed", type=int, default=0)
    options = parser.parse_args()

    truth, kinds, wanted = {}, {}, defaultdict(set)
    with open(options.truth, encoding="utf-8") as lines:
        for line in lines:
            url, base, kind = line.rstrip("\n").split("\t")
            truth[url], kinds[url] = base, kind
            wanted[base].add(url)
    found, group_of = defaultdict(set), {}
    with open(options.groups, encoding="utf-8") as lines:
        for line in lines:
            url, group = line.rstrip("\n").split("\t")[:2]
            if url not in truth:
                raise SystemExit(f"{url} is not in the truth")
            found[group].add(url)
            group_of[url] = group

    expected, given = pairs(wanted), pairs(found)
    right = len(expected & given)
    precision = right / len(given) if given else 1.0
    recall = right / len(expected) if expected else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"pairs: precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  ({len(given)} given, {len(expected)} expected)")

    total, hit = Counter(), Counter()
    missed = []
    for url, kind in kinds.items():
        if truth[url] == url:
            continue
        total[kind] += 1
        if url in group_of and group_of[url] == group_of.get(truth[url]):
            hit[kind] += 1
        else:
            missed.append((kind, url, truth[url]))
    for kind in total:
        print(f"  {kind:28} {hit[kind] / total[kind]:.3f}  ({hit[kind]} of {total[kind]})")

    wrong = Counter()
    for a, b in given - expected:
        # One wrong pair of texts shows in many pairs of edits: named by their originals.
        wrong[tuple(sorted((truth[a], truth[b])))] += 1
    print(f"false pairs: {sum(wrong.values())}, between {len(wrong)} pairs of originals")
    for (a, b), count in sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0]))[: options.false]:
        print(f"  {count:5}  {a}  {b}")
    for kind, url, base in sorted(missed)[: options.missed]:
        print(f"  missed {kind}: {url}  {base}")


if __name__ == "__main__":
    main()
