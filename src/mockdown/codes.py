"""Every diagnostic code there is.

A code is never reused or renumbered.  Letters: `SRC` file, `MDN` Markdown, `OPN` operation, `PAR`
parameter, `SCH` schema, `EXA` example, `RSP` response, `REF` reference, `SEC` security, `OUT` emitted
document, `MCK` mock, `CON` contract, `CFG` configuration, `DSC` a description that is read, `OVL`
overlay, `USE` wrong use of a command.
Hundreds: 1 not understood, 2 inferred, 3 contradiction, 4 advice.
"""

from __future__ import annotations

from mockdown.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# Files
SRC101 = Code("SRC101", "page-not-utf8", ERROR, "a page is not UTF-8 text")
SRC102 = Code("SRC102", "binary-page", WARNING, "a file named like a page holds binary data")
SRC103 = Code("SRC103", "missing-target", ERROR, "a file or folder does not exist")
SRC104 = Code("SRC104", "no-pages", ERROR, "a folder holds no pages")
SRC105 = Code("SRC105", "unreadable-file", ERROR, "a file or folder cannot be read")
SRC106 = Code("SRC106", "link-out-of-folder", WARNING, "a symbolic link leads out of the folder of pages")
SRC107 = Code("SRC107", "unread-lines", ERROR, "more lines are unread than the gate of the ledger allows")
SRC108 = Code("SRC108", "page-cut", WARNING, "a page is too long, and its end is not read")
SRC109 = Code("SRC109", "nothing-found", ERROR, "the pages hold no operation and no schema")
SRC401 = Code("SRC401", "page-without-operation", INFO, "a page announces no operation")

# Emitted documents
OUT301 = Code("OUT301", "stale-description", ERROR, "a built file is not what its pages give")

# Markdown
MDN101 = Code("MDN101", "unread-block", INFO, "a table, list or fence in an operation was not read")
MDN102 = Code("MDN102", "unread-section", INFO, "nothing was read from a section of an operation")
MDN103 = Code("MDN103", "broken-front-matter", WARNING, "the front matter of a page cannot be read")
MDN201 = Code("MDN201", "rendered-page", INFO, "a page is text copied from a rendered site")
MDN202 = Code(
    "MDN202", "page-copy", INFO, "a page is copied from a code host, with what it shows around a file"
)
MDN203 = Code("MDN203", "lost-empty-lines", INFO, "a page has lost the empty lines between its blocks")
MDN204 = Code("MDN204", "unknown-component", INFO, "a component, tag or shortcode is not known")

# Operations
OPN101 = Code("OPN101", "method-not-in-openapi", INFO, "an operation has a method that OpenAPI has not")
OPN202 = Code("OPN202", "value-as-parameter", INFO, "a value in the path of a sample is read as a parameter")
OPN203 = Code("OPN203", "base-path-from-samples", INFO, "paths are announced without what samples show first")
OPN204 = Code("OPN204", "operation-told-twice", INFO, "an operation is described in several places")
OPN201 = Code("OPN201", "error-by-habit", INFO, "errors that some operations list are implied for others")
OPN205 = Code("OPN205", "operation-only-named", INFO, "a sentence names an operation that nothing describes")
OPN301 = Code("OPN301", "curl-method-differs", WARNING, "a curl sample uses another method than announced")
OPN302 = Code("OPN302", "curl-path-differs", WARNING, "a sample asks for another path than announced")
OPN303 = Code("OPN303", "path-parameter-renamed", WARNING, "a path parameter has several names")
OPN304 = Code("OPN304", "servers-differ", WARNING, "samples ask several servers")

# Parameters
PAR201 = Code("PAR201", "field-without-type", INFO, "a parameter or property is described without a type")
PAR202 = Code("PAR202", "parameter-without-location", INFO, "nothing says where a parameter goes")
PAR203 = Code("PAR203", "parameter-in-sample-only", INFO, "only a sample shows a parameter")
PAR210 = Code("PAR210", "paging-said-once", INFO, "parameters of paging are said once, of all lists")
PAR301 = Code("PAR301", "field-told-twice", WARNING, "two places differ on a parameter or property")
PAR302 = Code("PAR302", "path-parameter-missing", WARNING, "a described path parameter is not in the path")
PAR303 = Code("PAR303", "parameter-not-listed", WARNING, "a sample sends a parameter that is not listed")
PAR304 = Code("PAR304", "sample-value-unfit", WARNING, "a sample sends a value that a parameter cannot have")
PAR305 = Code("PAR305", "default-unfit", WARNING, "a default is not a value that may be sent")
PAR401 = Code("PAR401", "path-parameter-undescribed", INFO, "a path parameter is described nowhere")

# Examples
EXA101 = Code("EXA101", "example-not-read", WARNING, "an example cannot be read as JSON")
EXA201 = Code("EXA201", "example-mended", INFO, "an example is no JSON as it stands, and was mended")
EXA401 = Code("EXA401", "wrong-fence-tag", INFO, "a fence holds another language than its tag says")

# Responses
RSP201 = Code("RSP201", "success-assumed", INFO, "no status of a success is documented")
RSP202 = Code("RSP202", "errors-said-once", INFO, "the form of errors is said once, of all")
RSP301 = Code("RSP301", "sample-status-not-listed", WARNING, "a sample shows a status that is not listed")
RSP302 = Code("RSP302", "told-status-not-listed", WARNING, "a sentence names a status that is not listed")

# Schemas
SCH101 = Code("SCH101", "unknown-type", WARNING, "a word for a type is not known")
SCH201 = Code("SCH201", "body-as-resource", INFO, "a request body is read as the schema of its resource")
SCH202 = Code("SCH202", "answer-as-resource", INFO, "no page shows an answer; it is read as the resource's")
SCH301 = Code("SCH301", "example-type-differs", WARNING, "an example shows another type than described")
SCH302 = Code("SCH302", "example-value-not-listed", WARNING, "an example shows a value that is not listed")
SCH303 = Code("SCH303", "required-member-not-shown", WARNING, "a request example lacks a required member")
SCH304 = Code("SCH304", "member-not-listed", WARNING, "an example shows a member that is not described")
SCH305 = Code("SCH305", "schemas-of-one-name", WARNING, "two sections of one title describe two schemas")
SCH401 = Code("SCH401", "member-not-shown", INFO, "an example does not show a described member")
SCH402 = Code("SCH402", "schema-not-named", INFO, "no operation names a described schema")
SCH310 = Code("SCH310", "answer-titled-request", WARNING, "a block titled as a request holds an answer")

# Security
SEC101 = Code("SEC101", "credentials-not-described", INFO, "no page says how credentials are sent")
SEC201 = Code("SEC201", "credentials-in-samples-only", INFO, "only samples show how credentials are sent")
SEC301 = Code("SEC301", "credentials-not-needed", WARNING, "a sample sends credentials that are not needed")
SEC302 = Code("SEC302", "credentials-not-sent", WARNING, "a sample lacks the credentials that are needed")

# Descriptions that are read
DSC101 = Code("DSC101", "not-a-description", ERROR, "a file is not YAML or JSON, or holds no description")
DSC102 = Code("DSC102", "version-not-served", ERROR, "a description is of a version that is not served")
DSC103 = Code("DSC103", "invalid-description", ERROR, "a description breaks the OpenAPI specification")
DSC104 = Code("DSC104", "broken-source-map", ERROR, "a source map cannot be read")
DSC105 = Code("DSC105", "external-reference", ERROR, "a reference leads out of the description's file")

# Overlays
OVL101 = Code("OVL101", "broken-overlay", ERROR, "a file is not of the form of an overlay")
OVL102 = Code("OVL102", "overlay-version-not-read", ERROR, "an overlay is of a version that is not read")
OVL103 = Code("OVL103", "broken-target", ERROR, "the target of an action is no JSONPath")
OVL104 = Code("OVL104", "action-not-applicable", ERROR, "an action does not fit what its target selects")
OVL301 = Code("OVL301", "action-without-match", ERROR, "the target of an action matches nothing")
OVL302 = Code("OVL302", "invalid-result", ERROR, "an overlay would make the description invalid")
OVL303 = Code("OVL303", "overlay-of-another", ERROR, "an overlay extends another description")
OVL401 = Code("OVL401", "expired-action", WARNING, "the last day of an action is past")
OVL402 = Code("OVL402", "action-without-reason", INFO, "an action does not say why it is there")
OVL403 = Code("OVL403", "action-without-effect", INFO, "an action changes nothing")

# References
REF101 = Code("REF101", "reference-to-nothing", WARNING, "a schema is named that no page describes")
REF102 = Code("REF102", "missing-include", WARNING, "a page includes a file that is not there")
REF103 = Code("REF103", "include-loop", WARNING, "a page includes itself, or includes go too deep or too far")
REF104 = Code("REF104", "include-outside", WARNING, "an include leads out of the folder of docs")
REF105 = Code("REF105", "link-to-nothing", WARNING, "a link leads to no page or heading")

# Configuration
CFG101 = Code("CFG101", "broken-configuration", ERROR, "mockdown.toml cannot be read")
CFG120 = Code("CFG120", "unknown-site-language", ERROR, "the theme has no labels for the site's language")
CFG102 = Code("CFG102", "unknown-setting", ERROR, "mockdown.toml holds a setting that does not exist")
CFG103 = Code("CFG103", "wrong-setting", ERROR, "a setting of mockdown.toml has a value of the wrong kind")
CFG104 = Code("CFG104", "colliding-outputs", ERROR, "two APIs of mockdown.toml would write the same file")

# Contract tests
CON101 = Code("CON101", "unknown-selection", ERROR, "no operation, phase or check of that name exists")
CON102 = Code("CON102", "nothing-to-test", ERROR, "a description holds no operation to test")
CON103 = Code("CON103", "service-unreachable", ERROR, "the service under test does not answer")
CON105 = Code("CON105", "no-such-shard", ERROR, "a shard is not written as 2/5")
CON106 = Code("CON106", "broken-report", ERROR, "a file is no report of a contract run")
CON107 = Code("CON107", "shards-not-whole", ERROR, "reports to merge are not the parts of one run")
CON108 = Code("CON108", "changes-unknown", ERROR, "git cannot tell what changed since a revision")
CON109 = Code("CON109", "broken-acceptance", ERROR, "a broken promise is accepted without saying why")
CON110 = Code("CON110", "broken-run-file", ERROR, "a file in contract_tests cannot be used")
CON104 = Code("CON104", "engine-refuses", ERROR, "Schemathesis cannot work with a description or a setting")

# Mocks
MCK101 = Code("MCK101", "broken-seed", ERROR, "a seed or credentials file of a mock cannot be read")
MCK102 = Code("MCK102", "broken-override", ERROR, "a `resources.yaml` asks for what cannot be")
MCK103 = Code("MCK103", "unknown-override", ERROR, "a `resources.yaml` names what the description has not")
MCK104 = Code("MCK104", "unused-name", WARNING, "a file beside a mock names what the description has not")
MCK105 = Code("MCK105", "broken-handlers", ERROR, "the handlers of a mock cannot be loaded")
MCK106 = Code("MCK106", "seed-not-as-described", WARNING, "a seed has a value that the description forbids")

# Wrong use of a command
USE101 = Code("USE101", "unknown-api", ERROR, "no API of that name is configured")
USE102 = Code("USE102", "nothing-named", ERROR, "no target is named and no API is configured")
USE103 = Code("USE103", "wrong-kind-of-target", ERROR, "a command cannot work on this kind of target")
USE104 = Code("USE104", "options-disagree", ERROR, "options of a command cannot be used together")
USE105 = Code("USE105", "output-not-writable", ERROR, "a file or folder cannot be written")
USE106 = Code("USE106", "port-taken", ERROR, "the address to serve on is not free")
USE107 = Code("USE107", "unknown-code", ERROR, "no diagnostic code begins with these letters")
USE108 = Code("USE108", "unusable-name", ERROR, "a name cannot become a file name and a path")
USE109 = Code("USE109", "unknown-element", ERROR, "a pointer or an operation leads to nothing")
USE110 = Code("USE110", "ambiguous-element", ERROR, "several elements are named where one is asked for")
USE111 = Code("USE111", "worker-failed", ERROR, "a process of the server stops before it serves")
USE112 = Code("USE112", "unusable-store", ERROR, "the mock cannot keep its state where it is told to")
USE113 = Code("USE113", "unusable-certificate", ERROR, "the files for TLS cannot be used")

ALL: tuple[Code, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Code))
