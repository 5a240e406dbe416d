namespace Integration.Config.Diagnostics;

/// <summary>Every code, once. Add at the end of a family; never change what an id means, never give a retired id out again.</summary>
public static class DiagnosticCodes
{
    private static readonly List<DiagnosticCode> Listed = [];

    /// <summary>All codes, by family, in ascending order.</summary>
    public static IReadOnlyList<DiagnosticCode> All => Listed;

    private static DiagnosticCode Error(string id, string title, string why, string mend) => Add(new(id, Severity.Error, title, why, mend));
    private static DiagnosticCode Warning(string id, string title, string why, string mend) => Add(new(id, Severity.Warning, title, why, mend));
    private static DiagnosticCode Info(string id, string title, string why, string mend) => Add(new(id, Severity.Info, title, why, mend));

    private static DiagnosticCode Add(DiagnosticCode code)
    {
        Listed.Add(code);
        return code;
    }

#pragma warning disable CS1591 // Each code carries its own description, from which the reference page is made; a comment would say it twice.

    public static readonly DiagnosticCode NoDirectory = Error("CFG001", "The configuration directory is not there",
        "Without it the service would not know what to keep in step.", "Give the directory that holds the YAML files: `--config DIR`.");
    public static readonly DiagnosticCode NoFiles = Error("CFG002", "The directory holds no YAML file",
        "An empty configuration would look like a healthy service that does nothing.", "Put `*.yaml` or `*.yml` files directly into the directory; subdirectories are not read.");
    public static readonly DiagnosticCode TooManyFiles = Error("CFG003", "The directory holds too many YAML files",
        "More than 200 files means that this is probably not a configuration directory.", "Give a directory of its own, or join small files with `---`.");
    public static readonly DiagnosticCode FileTooLarge = Error("CFG004", "A file is too large",
        "More than 1 MB of YAML is an export that strayed here; reading it would cost memory for nothing.", "Move the file out of the directory, or split it.");
    public static readonly DiagnosticCode FileUnreadable = Error("CFG005", "A file cannot be read",
        "Going on without it would carry out half a configuration.", "Give the service's user permission to read it, or remove it.");
    public static readonly DiagnosticCode NotUtf8 = Error("CFG006", "A file is not UTF-8 text",
        "Names with accents would be read as other names.", "Save the file as UTF-8.");
    public static readonly DiagnosticCode NoKind = Error("CFG007", "A document does not say its kind",
        "The kind says what a document is; without it every key would be a guess.", "Begin the document with `kind: Connections`, `kind: Mapping`, `kind: Agreement` or `kind: Team`.");
    public static readonly DiagnosticCode UnknownKind = Error("CFG008", "A document is of an unknown kind",
        "It would be skipped, and with it what its author meant.", "Use `Connections`, `Mapping`, `Agreement` or `Team`.");
    public static readonly DiagnosticCode TwoConnections = Error("CFG009", "There are two Connections documents",
        "The service talks to one HubSpot portal and one Salesforce org; which ones must not depend on the order of files.", "Keep one; use another directory for another pair of systems.");
    public static readonly DiagnosticCode NoConnections = Warning("CFG010", "There is no Connections document",
        "The mappings can be checked, but there is nothing to run them against.", "Add a `kind: Connections` document.");
    public static readonly DiagnosticCode NoMapping = Error("CFG011", "There is no Mapping document",
        "Nothing would be kept in step.", "Add a `kind: Mapping` document; docs/samples/two-way-leads has one to start from.");
    public static readonly DiagnosticCode TooManyFindings = Error("CFG013", "There are too many findings to list",
        "After the first thousand nobody reads on.", "Mend those listed and check again.");
    public static readonly DiagnosticCode NotADocument = Error("CFG014", "A document is not a set of keys",
        "Every document is `key: value` lines beginning with its kind.", "Write keys with values; `---` parts documents.");
    public static readonly DiagnosticCode UnknownKey = Error("CFG020", "A key is unknown",
        "A misspelt key that is skipped is a rule that silently does not hold.", "Use the near name, or remove the key.");
    public static readonly DiagnosticCode MissingKey = Error("CFG021", "A key is missing",
        "It has no default that would be right for everyone.", "Add the key.");
    public static readonly DiagnosticCode WrongShape = Error("CFG022", "A value has the wrong shape",
        "A list where a text is expected, or the other way round, usually means that a line is indented wrongly.", "Write the shape that the finding names.");
    public static readonly DiagnosticCode UnknownWord = Error("CFG023", "A word is not one of those allowed",
        "Guessing a rule from a near word could move data the wrong way.", "Use one of the words that the finding lists.");

    public static readonly DiagnosticCode Syntax = Error("YML001", "The text is not YAML",
        "From the place on, nothing in the file can be trusted.", "Mend the line, or the one before it; quote texts that hold `: `, ` #`, `{`, `[`, `*`, `&`, `!`, `%` or `@`.");
    public static readonly DiagnosticCode DuplicateKey = Error("YML002", "A key appears twice",
        "Only one of the two would count, and YAML does not say which.", "Keep one of the two places.");
    public static readonly DiagnosticCode UnknownAlias = Error("YML003", "An alias names no anchor",
        "`*name` repeats what was marked `&name` earlier in the same document.", "Mark the first occurrence with `&name`, or quote a text that begins with `*`.");
    public static readonly DiagnosticCode TooManyNodes = Error("YML004", "A file holds too many values",
        "More than 20,000 values, aliases counted at every use, is a file that was built to exhaust its reader.", "Split the file, or write fewer aliases.");
    public static readonly DiagnosticCode TooDeep = Error("YML005", "Values are nested too deeply",
        "No document needs more than 20 levels; a slipped bracket does.", "Close a bracket, or indent less.");
    public static readonly DiagnosticCode UnsupportedYaml = Error("YML006", "A part of YAML is used that is not read here",
        "Tags (`!x`) and merge keys (`<<`) mean different things to different readers.", "Write the value plainly; an alias (`*name`) may stand for a whole value.");
    public static readonly DiagnosticCode TextTooLong = Error("YML007", "A text is too long",
        "More than 32,768 characters is never a name or a rule.", "Keep long texts, such as private keys, in a file and name it: `${file:PATH}`.");
    public static readonly DiagnosticCode TooManyDocuments = Error("YML008", "A file holds too many documents",
        "More than 100 documents means a stray `---`.", "Split the file.");
    public static readonly DiagnosticCode TabIndent = Error("YML009", "A line is indented with a tab",
        "YAML takes spaces only: how deep a tab is, nobody knows.", "Indent with spaces.");
    public static readonly DiagnosticCode Unclosed = Error("YML010", "A bracket is opened and not closed",
        "Everything after it would be part of it.", "Close `[` with `]` and `{` with `}`, or quote a text that begins with one.");
    public static readonly DiagnosticCode BadKey = Error("YML011", "A key is not a plain name",
        "Keys are texts; a list, a set of keys or nothing cannot be one.", "Write `name: value`.");

    public static readonly DiagnosticCode LiteralSecret = Error("CON001", "A secret stands in the file",
        "Configuration is kept under version control; a secret in it has been told to everyone who can read it.", "Name it instead, `${env:NAME}` or `${file:PATH}`, and replace the one that was written down.");
    public static readonly DiagnosticCode NoVariable = Error("CON002", "An environment variable is not set",
        "The service would start and be refused by the system at the first call.", "Set the variable for the service, or correct its name.");
    public static readonly DiagnosticCode NoSecretFile = Error("CON003", "A secret's file cannot be used",
        "It is missing, not readable, empty or larger than 64 KB.", "Mount the secret at that path, readable by the service's user; a relative path counts from the configuration directory.");
    public static readonly DiagnosticCode BadReference = Error("CON004", "A reference is malformed",
        "A text that begins like a reference and is none would be sent to the system as it stands.", "Write the whole value as `${env:NAME}` or `${file:PATH}`.");
    public static readonly DiagnosticCode NoCredential = Error("CON005", "A system has no credential",
        "Without one every call is refused.", "Give one of those that the finding lists.");
    public static readonly DiagnosticCode TwoCredentials = Error("CON006", "A system has more than one credential",
        "Which one is used must not depend on the reader.", "Keep one.");
    public static readonly DiagnosticCode BadUrl = Error("CON007", "An address cannot be used",
        "Tokens and personal data travel to it: it must be https, except on this machine.", "Write `https://host` without user, path or query (a webhook address has its path).");
    public static readonly DiagnosticCode LoginHost = Error("CON008", "A login host stands for the org",
        "Salesforce refuses client credentials on login.salesforce.com and test.salesforce.com, and data calls never go there.", "Write the org's My Domain: `https://NAME.my.salesforce.com`.");
    public static readonly DiagnosticCode BadAllowance = Error("CON009", "The daily calls are not a number or a percentage",
        "The service spends no more of a system's daily calls than this; without it there is no promise to keep.", "Write a percentage of the daily limit (`40%`, 1 to 100) or a number of calls (100 to 100000000).");
    public static readonly DiagnosticCode HalfWebhook = Error("CON010", "webhookSecret and webhookUrl belong together",
        "HubSpot signs the secret together with the public address; with one alone every webhook would be refused.", "Give both, or neither: then changes are found by polling alone.");
    public static readonly DiagnosticCode BadPortal = Error("CON011", "The portal is not a HubSpot account number",
        "It is compared with the account that a token belongs to, so that two accounts are not mixed up.", "Write the number that HubSpot shows under the account's name.");
    public static readonly DiagnosticCode BadApiVersion = Error("CON012", "The API version is not one that this service speaks",
        "Paths and answers differ between versions; an unknown one fails in ways that look like lost data.", "Leave the key out to get the version that is tested, or write one that the finding lists.");
    public static readonly DiagnosticCode BadPoll = Error("CON013", "pollSeconds is out of range",
        "Below 10 seconds polling eats the daily calls; above a day a lost event is found too late.", "Write a whole number from 10 to 86400.");
    public static readonly DiagnosticCode BadPrivateKey = Error("CON014", "The private key is no RSA key in PEM form",
        "Signing would fail at the first login.", "Give the PKCS#8 or PKCS#1 file that belongs to the certificate of the Salesforce app, not encrypted.");
    public static readonly DiagnosticCode OtherPortal = Error("CON015", "The credential belongs to another HubSpot account",
        "Records of two companies would be mixed up, and the webhooks of the real portal passed over as somebody else's.", "Take the credential of the account that `portal` names, or correct `portal`.");

    public static readonly DiagnosticCode BadName = Error("MAP001", "A mapping's name cannot be used",
        "It stands in the ledger, in addresses and in commands.", "Use a lower-case letter, then letters, digits and hyphens, at most 40.");
    public static readonly DiagnosticCode DuplicateName = Error("MAP002", "Two mappings have one name",
        "Pairs name their mapping; two of one name could not be told apart.", "Rename one. Renaming one that already ran makes its pairs look new.");
    public static readonly DiagnosticCode UnknownObject = Error("MAP003", "A system has no such object",
        "No record would ever be found.", "Use the API name: `contacts` in HubSpot (plural), `Lead` in Salesforce.");
    public static readonly DiagnosticCode UnjudgedObject = Warning("MAP004", "An object is not in the shipped schema",
        "It may exist in your systems; its fields cannot be checked without asking them.", "Run `integration check --online`.");
    public static readonly DiagnosticCode SharedObject = Error("MAP005", "Two mappings use one object",
        "Each record belongs to one mapping; two would write over each other.", "Put the fields into one mapping.");
    public static readonly DiagnosticCode BadMatch = Error("MAP006", "The match field is not mapped",
        "Records of the two systems find each other by its value, so it must be one of the fields.", "Name one HubSpot property that has a row under `fields`.");
    public static readonly DiagnosticCode UnknownField = Error("MAP007", "A system has no such field",
        "A read would leave it out without a word and a write would be refused with the whole record.", "Use the API name exactly, with its case; `integration describe` lists them.");
    public static readonly DiagnosticCode UnjudgedField = Warning("MAP008", "A field is not in the shipped schema",
        "It may be one of your own; it cannot be checked without asking the system.", "Run `integration check --online`; give `type` if it is not text.");
    public static readonly DiagnosticCode ReadOnlyField = Error("MAP009", "A field that cannot be written is written to",
        "Every write would be refused, with the other fields of its record.", "Turn the direction round, or map another field.");
    public static readonly DiagnosticCode OptOut = Error("MAP010", "The e-mail opt-out is written as a property",
        "HubSpot keeps consent in its subscription settings; `hs_email_optout` only shows it.", "Remove the row: the opt-out travels both ways by itself, through HubSpot's subscription settings (`consent:` sets how). Or write a property of your own that shows Salesforce's flag.");
    public static readonly DiagnosticCode RequiredUnmapped = Error("MAP011", "A required Salesforce field is not mapped",
        "Salesforce refuses every record that is created without it.", "Add a row that writes it (with a `default` for blank values), or set `create: { salesforce: never }`.");
    public static readonly DiagnosticCode RequiredWithoutDefault = Warning("MAP012", "A required Salesforce field has no default",
        "A HubSpot record with a blank value is held until someone fills it.", "Give the row a `default`, or accept that such records wait.");
    public static readonly DiagnosticCode TypesDiffer = Error("MAP013", "The two fields are of types that do not go together",
        "Values of one would be refused by the other, or change their meaning.", "Map fields of like types, translate with `values`, or say what both hold with `type`.");
    public static readonly DiagnosticCode OpenIntoList = Warning("MAP014", "Free text is written into a closed list",
        "A text that is not an option is refused; the field of that record is held.", "Make the row one-way out of the list, or translate with `values`.");
    public static readonly DiagnosticCode PolicyOneWay = Error("MAP015", "A conflict policy stands on a one-way field",
        "A one-way field has an owner and so no conflicts; the policy would never be asked.", "Remove `conflict`, or make the direction `both`. `fill-blank`, `most-advanced`, `union-grow`, `max` and `min` are allowed: they also guard a one-way write.");
    public static readonly DiagnosticCode OrderMissing = Error("MAP016", "most-advanced and order do not stand together",
        "Without the order nothing says which value is the more advanced; without the policy the order is never asked.", "Give both: `conflict: most-advanced` and `order` with HubSpot values from the least to the most advanced.");
    public static readonly DiagnosticCode NotReversible = Error("MAP017", "values cannot be turned round",
        "Two Salesforce values become one HubSpot value, so nobody can say which of them HubSpot's value becomes in Salesforce.", "Give each Salesforce value a HubSpot value of its own, or use `direction: to-hubspot`.");
    public static readonly DiagnosticCode NoSuchOption = Error("MAP018", "A value is not among a field's options",
        "The system refuses it, or stores a value that no report knows. A warning while only the shipped lists are known: yours may have other options.", "Use an option's internal value, not its label; `integration describe` lists them.");
    public static readonly DiagnosticCode NotCovered = Warning("MAP019", "Some options have no answer",
        "A value without an answer is not written; the field of that record is held.", "Add them to `values`.");
    public static readonly DiagnosticCode WrittenTwice = Error("MAP020", "Two rows use one field",
        "Both would write it and neither would come to rest.", "Keep one row, or limit each to its own Salesforce object: `Lead.City`, `Contact.MailingCity`.");
    public static readonly DiagnosticCode MatchOneWay = Error("MAP021", "The match field does not go both ways",
        "A record found by a value that the other side never gets would be found again under the old value.", "Use `direction: both`, and map it on every Salesforce object of the mapping.");
    public static readonly DiagnosticCode Shorter = Info("MAP022", "Some Salesforce fields are shorter than HubSpot's",
        "Salesforce refuses a longer value; the field of that record is held and named.", "Nothing to do, unless such values are common.");
    public static readonly DiagnosticCode StageBackwards = Info("MAP023", "The lifecycle stage only moves forward in HubSpot",
        "A write of an earlier stage is answered with success and changes nothing.", "Use `conflict: most-advanced` with `order`, so that earlier stages are not sent.");
    public static readonly DiagnosticCode ForeignId = Error("MAP024", "A field that holds ids of its own system is written from the other",
        "A HubSpot owner's number is not a Salesforce user, and the other way round.", "Leave the owner and lookups to their own system; ids may be copied into a text field of the other.");
    public static readonly DiagnosticCode ReservedField = Error("MAP025", "A field of the service itself is mapped",
        "The service keeps the key of each pair there, by which a create whose answer was lost is found again.", "Remove the row.");
    public static readonly DiagnosticCode ForeignObject = Error("MAP026", "A row names a Salesforce object that the mapping does not have",
        "The row would never apply.", "Add the object to the mapping's `salesforce`, or correct the row.");
    public static readonly DiagnosticCode PolicyType = Error("MAP027", "A policy does not suit the field's type",
        "Only multi-selects can be united, only numbers and dates compared by size, only single values ordered.", "Choose a policy that suits the type, or give `type`.");
    public static readonly DiagnosticCode NoEffect = Error("MAP028", "A key has no effect on this row",
        "Its author expects something that will not happen.", "Remove the key, or change what it depends on.");
    public static readonly DiagnosticCode TypeContradicts = Error("MAP029", "The given type contradicts the schema",
        "Values would be compared by rules that they do not follow.", "Remove `type`: it is taken from the two fields.");
    public static readonly DiagnosticCode MatchNotUnique = Warning("MAP030", "The match field is not unique in HubSpot",
        "Several records may share a value; those are held for a person to decide.", "Match by a unique property such as `email`.");
    public static readonly DiagnosticCode BadDefault = Error("MAP031", "A default does not fit its field",
        "Every create that needs it would be refused.", "Give a value that the Salesforce field accepts.");
    public static readonly DiagnosticCode OptOutOverwritten = Warning("MAP032", "An opt-out in Salesforce may be taken back",
        "HubSpot's \"no\" is written over a \"yes\" that a person gave to sales; sending mail after that may break the law.", "Remove the row; for the e-mail opt-out `consent:` keeps both systems in step. Else use `direction: to-hubspot` into a property of your own.");
    public static readonly DiagnosticCode BadLink = Error("MAP033", "A reference cannot be carried out",
        "An id of one system means nothing in the other; it travels only where the service knows what it names and how each system keeps it.", "For a contact's company write `- { hubspot: associations.company, salesforce: Contact.AccountId, type: reference, to: companies }`, for the owner `- { hubspot: hubspot_owner_id, salesforce: OwnerId, type: reference, to: owners }`.");
    public static readonly DiagnosticCode UnknownTo = Error("MAP034", "A reference leads to no mapping",
        "The records it names must be paired by a mapping of their own; else the field would wait for ever.", "Name the mapping of HubSpot companies with Salesforce Account, or `owners`.");
    public static readonly DiagnosticCode ConsentRow = Error("MAP035", "A row maps what consent maps by itself",
        "Opt-out and bounce travel by rules of their own, outside every scope and before all else; a second rule for the same field would fight them.", "Remove the row; `consent:` turns the rules off or sets them.");

    public static readonly DiagnosticCode BadCondition = Error("CND001", "A condition cannot be judged",
        "Read past it, the file would say something that nobody meant: a condition that never holds leaves everybody out without a word.", "Write it in one of the forms that the finding names.");
    public static readonly DiagnosticCode BadDuration = Error("CND002", "A length of time cannot be read",
        "Whether nights and weekends count decides who breached a promise.", "Write `30d` for wall time, `4 business hours` or `15 business days` for business time.");
    public static readonly DiagnosticCode BadNumber = Error("CND003", "A number cannot be used",
        "It is not a number, or beyond what can be meant.", "Write digits within the bounds that the finding names.");

    public static readonly DiagnosticCode AgreementUnknownField = Error("AGR001", "The Agreement asks for a field that a person does not have",
        "Nobody would ever be judged by it as both teams mean it.", "Use the API name: bare for HubSpot (`jobtitle`), with `salesforce.` before it for Salesforce (`salesforce.Status`); `integration describe` lists them.");
    public static readonly DiagnosticCode AgreementUnjudgedField = Warning("AGR002", "A field of the Agreement is not in the shipped schema",
        "It may be one of your own; it is read as text until the system was asked.", "Run `integration check --online`.");
    public static readonly DiagnosticCode AgreementFieldSide = Error("AGR003", "A field of the wrong system is named",
        "Answers are read from Salesforce and told to each side in its own fields.", "Name a field of the system that the key is about.");
    public static readonly DiagnosticCode AgreementUnknownName = Error("AGR004", "A name is used that is not defined",
        "A rule that leans on it would never hold.", "Define it, or use the near name.");
    public static readonly DiagnosticCode AgreementName = Error("AGR005", "A name cannot be used so",
        "Verdicts, reasons and reports are read by their names; each must mean one thing.", "Choose another name, or remove the second.");
    public static readonly DiagnosticCode AgreementNeverHolds = Error("AGR006", "Rules contradict each other",
        "The Agreement would run and hand nobody over, and each team would think that the other is slow.", "Mend one of the rules that the finding names.");
    public static readonly DiagnosticCode AgreementNoStatus = Warning("AGR007", "An answer has no Salesforce status",
        "Sales works in Salesforce; an answer that has no status there comes through the API or not at all.", "Name the status under `answers.meanings`.");
    public static readonly DiagnosticCode AgreementNoQueue = Warning("AGR008", "Nobody is the last one to get a lead",
        "On a day when all are away a lead would wait without an owner.", "End `owner` with a queue.");
    public static readonly DiagnosticCode AgreementEscalation = Error("AGR009", "The way up goes in a circle or backwards",
        "The last step would wait for one that comes after it, and nobody would hear of the breach.", "Order the steps by time and name each person once.");
    public static readonly DiagnosticCode AgreementNobody = Error("AGR010", "The Agreement names somebody who is not in the team",
        "Leads would be routed, and breaches told, to nobody.", "Add the person, team or calendar to the Team document, or correct the name.");
    public static readonly DiagnosticCode AgreementTwice = Error("AGR011", "Two documents have the same version of the Agreement",
        "Which one was signed must not depend on the order of files.", "Give the newer one the next version.");
    public static readonly DiagnosticCode AgreementNoTeam = Error("AGR012", "There is an Agreement and no Team document",
        "Without calendars no clock runs, and without reps nobody gets a lead.", "Add a `kind: Team` document with `calendars` and `reps`.");
    public static readonly DiagnosticCode TeamCalendar = Error("TEA001", "A calendar cannot be used",
        "Every promise is measured by it.", "Mend what the finding names; the zone is an IANA name such as `Europe/Berlin`.");
    public static readonly DiagnosticCode TeamRep = Error("TEA002", "A person of the team cannot be used",
        "Leads would be given to nobody.", "Mend what the finding names.");
    public static readonly DiagnosticCode TeamTurns = Error("TEA003", "A team has nobody who ever gets a turn",
        "All its people have weight 0, so a round robin over it finds nobody.", "Give somebody a weight of 1 or more.");
    public static readonly DiagnosticCode TeamManagers = Error("TEA004", "The managers go in a circle",
        "An escalation would come back to where it began.", "Let the way up end with somebody who has no manager.");
}
