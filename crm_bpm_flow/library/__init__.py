"""Processes that come with the add-on, as plain data: one file a process.

A process is a dict; its steps, outcomes and ways stand in the words of the models'
own fields, shortened where a tuple says it all:

``deadline``   (amount, unit), with a calendar as third, a date of the record as fourth
``reminders``  (moment, amount, unit, action) or with a role's key as fifth
``outcomes``   (code, name, style, step it leads to) or with more values as fifth
``then``       the step that comes next; ``ways`` are those of a choice, as dicts with
               ``to`` and, if wanted, ``name``, ``domain``, ``default``
``actions``    dicts; what their other keys mean stands in ``library_action``
``approval``   makes a step an approval, see ``library_approval``; ``decisions`` says
               to which step each decision leads
``fits``       the domain that an event waits for; ``fields``: more values of the step
``brings``     other processes that are installed with it
``routes``     of a process on documents: ``type``, ``moment``, ``domain``

Steps are named by their ``id``, which stays the same in every installed copy. Texts
are wrapped for translation; ``Need`` and ``Installed`` stand for records.
"""

from . import (
    act_return,
    claim_document,
    claim_handling,
    contract_approval,
    contractor_monitoring,
    contractor_registration,
    incoming_letter,
    incoming_request,
    monthly_closing,
    purchase_request,
)

PROCESSES = {
    module.PROCESS["code"]: module.PROCESS
    for module in (
        incoming_request,
        claim_handling,
        contractor_registration,
        contractor_monitoring,
        contract_approval,
        incoming_letter,
        claim_document,
        purchase_request,
        act_return,
        monthly_closing,
    )
}
