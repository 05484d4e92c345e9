"""Names of the standard: namespaces, elements and the order that its schema asks."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OWN = "urn:bpm-flow:settings:1"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
FLOWABLE = "http://flowable.org/bpmn"
ACTIVITI = "http://activiti.org/bpmn"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"

# What an older draft of the standard, or nobody at all, called the same.
ALIASES = {
    "http://schema.omg.org/spec/BPMN/2.0": BPMN,
    "http://www.omg.org/spec/BPMN/2.0": BPMN,
    "http://schema.omg.org/spec/BPMN/2.0/DI": BPMNDI,
    "http://www.omg.org/spec/DD/20100524/DC-XMI": DC,
}
PREFIXES = {
    BPMN: "bpmn",
    BPMNDI: "bpmndi",
    DC: "dc",
    DI: "di",
    XSI: "xsi",
    OWN: "bpm",
    CAMUNDA: "camunda",
    ZEEBE: "zeebe",
    FLOWABLE: "flowable",
    ACTIVITI: "activiti",
    "http://camunda.org/schema/modeler/1.0": "modeler",
    BIOC: "bioc",
    COLOR: "color",
    "http://www.signavio.com": "signavio",
    "http://www.bizagi.com/bpmn20": "bizagi",
}
# How files call them that forget to say which namespace is meant.
UNDECLARED = {
    **{prefix: uri for uri, prefix in PREFIXES.items()},
    "bpmn2": BPMN,
    "semantic": BPMN,
    "model": BPMN,
    "omgdc": DC,
    "omgdi": DI,
}

EVENTS = (
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "implicitThrowEvent",
    "boundaryEvent",
)
TASKS = (
    "task",
    "userTask",
    "manualTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
)
SUB_PROCESSES = ("subProcess", "adHocSubProcess", "transaction")
ACTIVITIES = (*TASKS, "callActivity", *SUB_PROCESSES)
GATEWAYS = (
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "complexGateway",
)
KINDS = frozenset((*EVENTS, *ACTIVITIES, *GATEWAYS))
RAW_KINDS = ("dataObject", "dataObjectReference", "dataStoreReference")
ARTIFACTS = ("textAnnotation", "group")
CATCHING = ("startEvent", "intermediateCatchEvent", "boundaryEvent")

EVENT_KINDS = (
    "timer",
    "message",
    "signal",
    "error",
    "escalation",
    "conditional",
    "link",
    "compensation",
    "cancel",
    "terminate",
)
DEFINITION = {
    **{f"{kind}EventDefinition": kind for kind in EVENT_KINDS},
    "compensateEventDefinition": "compensation",
}
del DEFINITION["compensationEventDefinition"]
DEFINITION_OF = {kind: name for name, kind in DEFINITION.items()}
ROOTS = ("message", "signal", "error", "escalation")

# The order of children, such that every type of the schema is content.
ORDER = (
    "documentation",
    "extensionElements",
    "import",
    "extension",
    "auditing",
    "monitoring",
    "categoryValueRef",
    "incoming",
    "outgoing",
    "ioSpecification",
    "ioBinding",
    "supportedInterfaceRef",
    "property",
    "dataInput",
    "dataOutput",
    "dataInputAssociation",
    "dataOutputAssociation",
    "inputSet",
    "outputSet",
    "resourceRole",
    "performer",
    "humanPerformer",
    "potentialOwner",
    "standardLoopCharacteristics",
    "multiInstanceLoopCharacteristics",
    "loopCardinality",
    "loopDataInputRef",
    "loopDataOutputRef",
    "inputDataItem",
    "outputDataItem",
    "complexBehaviorDefinition",
    "completionCondition",
    "loopCondition",
    *DEFINITION,
    "eventDefinitionRef",
    "rendering",
    "script",
    "laneSet",
    "flowElement",
    "artifact",
    "activationCondition",
    "correlationSubscription",
    "supports",
    "partitionElement",
    "flowNodeRef",
    "childLaneSet",
    "interfaceRef",
    "endPointRef",
    "participantMultiplicity",
    "operationRef",
    "source",
    "target",
    "conversationNode",
    "conversation",
    "subConversation",
    "callConversation",
    "conversationAssociation",
    "participantAssociation",
    "messageFlowAssociation",
    "correlationKey",
    "choreographyRef",
    "conversationLink",
)
RANK = {name: rank for rank, name in enumerate(ORDER)}
# Of these the schema does not ask for an order.
RANK.update(dict.fromkeys(DEFINITION, RANK["terminateEventDefinition"]))
# In a process, people come last.
ROLES = ("resourceRole", "performer", "humanPerformer", "potentialOwner")
RANK.update(dict.fromkeys(ROLES, RANK["potentialOwner"]))
PROCESS_RANK = {**RANK, **dict.fromkeys(ROLES, RANK["artifact"] + 0.5)}
# What may stand beside processes; the order is free but for the first two.
ROOT_KINDS = (
    "import",
    "extension",
    "itemDefinition",
    "dataStore",
    "interface",
    "category",
    "resource",
    "partnerEntity",
    "partnerRole",
    "endPoint",
    "correlationProperty",
    *DEFINITION,
    "globalTask",
    "globalUserTask",
    "globalManualTask",
    "globalScriptTask",
    "globalBusinessRuleTask",
    "choreography",
    "globalChoreographyTask",
    "globalConversation",
    "conversation",
    "relationship",
)
ROOT_RANK = {name: rank for rank, name in enumerate(ROOT_KINDS)}

DEFAULTS = (*ACTIVITIES, "exclusiveGateway", "inclusiveGateway", "complexGateway")
# Field of an element, its attribute, what it is, its default, on which kinds.
FIELDS = (
    ("default", "default", "ref", None, DEFAULTS),
    ("for_compensation", "isForCompensation", "bool", False, ACTIVITIES),
    ("start_quantity", "startQuantity", "int", 1, ACTIVITIES),
    ("completion_quantity", "completionQuantity", "int", 1, ACTIVITIES),
    ("triggered_by_event", "triggeredByEvent", "bool", False, SUB_PROCESSES),
    ("ordering", "ordering", ("Parallel", "Sequential"), None, ("adHocSubProcess",)),
    (
        "cancel_remaining",
        "cancelRemainingInstances",
        "bool",
        True,
        ("adHocSubProcess",),
    ),
    ("called_element", "calledElement", "name", None, ("callActivity",)),
    ("script_format", "scriptFormat", "text", "", ("scriptTask",)),
    ("message", "messageRef", "ref", None, ("sendTask", "receiveTask")),
    ("instantiate", "instantiate", "bool", False, ("receiveTask", "eventBasedGateway")),
    (
        "gateway_type",
        "eventGatewayType",
        ("Exclusive", "Parallel"),
        None,
        ("eventBasedGateway",),
    ),
    ("attached_to", "attachedToRef", "ref", None, ("boundaryEvent",)),
    ("interrupting", "cancelActivity", "bool", True, ("boundaryEvent",)),
    ("interrupting", "isInterrupting", "bool", True, ("startEvent",)),
    ("parallel_multiple", "parallelMultiple", "bool", False, CATCHING),
)
FIELDS_OF = {kind: tuple(row[:4] for row in FIELDS if kind in row[4]) for kind in KINDS}

# Attributes that we do not read but may write back as they were: what they may be.
# Letters that every edition of XML takes for one.
LETTERS = r"A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u0410-\u044f\u4e00-\u9fa5"
NAME_PATTERN = rf"[{LETTERS}][{LETTERS}0-9.\-]*"
QNAME_PATTERN = rf"({NAME_PATTERN}:)?{NAME_PATTERN}"
BOOLEAN = r"true|false|1|0"
STANDARD = {
    "implementation": r".*",
    "operationRef": NAME_PATTERN,
    "gatewayDirection": r"Unspecified|Converging|Diverging|Mixed",
    "isClosed": BOOLEAN,
    "processType": r"None|Public|Private",
    "definitionalCollaborationRef": NAME_PATTERN,
    "structureRef": QNAME_PATTERN,
    "itemRef": NAME_PATTERN,
    "labelStyle": QNAME_PATTERN,
    "choreographyActivityShape": QNAME_PATTERN,
    "participantBandKind": r"[a-z_]+",
    "isMessageVisible": BOOLEAN,
    "exporter": r".*",
    "exporterVersion": r".*",
    "expressionLanguage": r"[\w.:/#?=&%\-]*",
    "typeLanguage": r"[\w.:/#?=&%\-]*",
}
