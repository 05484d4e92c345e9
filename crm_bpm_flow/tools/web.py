"""Calls to the web that a job makes."""

import json

import requests

TIMEOUT = 10  # seconds


def post_json(address, payload, key):
    """Post JSON and read the JSON object that comes back.

    :param str address: http or https
    :param dict payload: dates and the like are sent as text
    :param str key: the same for each repetition, for the receiver to recognise it
    :return: dict; empty when the answer holds no JSON object
    :raises requests.RequestException: when it cannot be reached or refuses
    :raises ValueError: for an address that is none
    """
    if not address.startswith(("http://", "https://")):
        raise ValueError(address)
    response = requests.post(
        address,
        data=json.dumps(payload, default=str, sort_keys=True),
        headers={"Content-Type": "application/json", "Idempotency-Key": key},
        timeout=TIMEOUT,
    )
    response.raise_for_status()
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
