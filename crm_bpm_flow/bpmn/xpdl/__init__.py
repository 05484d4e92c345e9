"""XPDL 2.0 to 2.2 (WfMC's language of Business Studio, ELMA, Bizagi, TIBCO) as the same
plain data that a BPMN file is read into. It is read only: what is written is BPMN."""

from .package import is_xpdl, read_package
