"""Proof that a process always can end: its states, explored by the engine itself."""

from .explore import Proof, Fault, prove
