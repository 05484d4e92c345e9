"""Rings in what leads to what."""

# Rings that are told, and links that one of them may have.
MOST_RINGS, LONGEST = 5, 8
MOST_STEPS = 20_000


def rings_through(start, following):
    """The shortest rings that begin and end at ``start``, each element once.

    :param following: function: element -> elements that it leads to
    :return: list of lists of elements, without ``start`` at the end
    """
    known, found, steps = {}, [], 0
    paths = [[start]]
    while paths and len(found) < MOST_RINGS:
        longer = []
        for path in paths:
            last = path[-1]
            if last not in known:
                known[last] = list(following(last))
            for other in known[last]:
                steps += 1
                if steps > MOST_STEPS:
                    return found
                if other == start:
                    found.append(path)
                elif other not in path and len(path) < LONGEST:
                    longer.append([*path, other])
        paths = longer
    return found[:MOST_RINGS]
