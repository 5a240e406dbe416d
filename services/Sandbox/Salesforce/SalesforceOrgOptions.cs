namespace Integration.Sandbox.Salesforce;

/// <summary>Switches of an org's behaviour. May be changed while the org runs; the next request sees the change.</summary>
public sealed class SalesforceOrgOptions
{
    /// <summary>Calls that the org answers within any 24 hours before it refuses with REQUEST_LIMIT_EXCEEDED. Default 100,000 (Enterprise Edition without licences).</summary>
    public int DailyApiRequests { get; set; } = 100_000;
    /// <summary>How long a token lives without being used. Default two hours.</summary>
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromHours(2);
    /// <summary>How long a query locator lives. Default two days.</summary>
    public TimeSpan LocatorLifetime { get; set; } = TimeSpan.FromDays(2);
    /// <summary>Most rows of one query page, whatever batchSize asks; the server may send fewer at will. 1 to 2,000, default 2,000.</summary>
    public int QueryPageMax { get; set; } = 2_000;
    /// <summary>Objects whose change events are switched on in a new org, without <c>ChangeEvent</c>. Default Lead, Contact, Account, Opportunity.</summary>
    public IReadOnlyList<string> ChangeEventObjects { get; set; } = ["Lead", "Contact", "Account", "Opportunity"];
    /// <summary>Changes in one transaction above which an object's events give way to a GAP_OVERFLOW. Default 100,000.</summary>
    public int OverflowAfter { get; set; } = 100_000;
    /// <summary>Event deliveries within 24 hours before streaming is refused. Default 1,000,000, far above an edition's 10,000 to 50,000, so that only a test that sets it meets it.</summary>
    public int DailyDeliveredEvents { get; set; } = 1_000_000;
    /// <summary>Streaming clients at a time. Default 20 (Developer Edition).</summary>
    public int StreamingClients { get; set; } = 20;
    /// <summary>Longest time a streaming connect is held. Default 110 seconds, as at Salesforce.</summary>
    public TimeSpan ConnectHold { get; set; } = TimeSpan.FromSeconds(110);
    /// <summary>Longest delay between the stamp of a human's change and its commit: until then nobody sees it and its rows are locked. Default none.</summary>
    public TimeSpan LateVisibilityMax { get; set; } = TimeSpan.Zero;
    /// <summary>How long a bulk job waits before it is worked, and again while it is in progress. Default zero: done at the first look.</summary>
    public TimeSpan BulkDelay { get; set; } = TimeSpan.Zero;
    /// <summary>User or queue that the active lead assignment rule gives leads to; null = no active rule. Default null.</summary>
    public string? LeadAssignmentOwner { get; set; }
    /// <summary>Active duplicate rules. Default none.</summary>
    public IReadOnlyList<DuplicateRule> DuplicateRules { get; set; } = [];
    /// <summary>Active validation rules. Default none.</summary>
    public IReadOnlyList<ValidationRule> ValidationRules { get; set; } = [];
    /// <summary>What an org's own automation makes of a text on save, given object, field and value; null = stored as sent. Default null.</summary>
    public Func<string, string, string, string?>? Formatter { get; set; }
    /// <summary>Standard fields, as <c>Lead.DoNotCall</c>, that field-level security hides from API users until a permission set grants them. Default none.</summary>
    public IReadOnlySet<string> HiddenFields { get; set; } = new HashSet<string>();
    /// <summary>Names of lead fields that conversion does not carry to the contact. A custom field is mapped to the contact's field of the same name otherwise. Default none.</summary>
    public IReadOnlySet<string> UnmappedLeadFields { get; set; } = new HashSet<string>();
    /// <summary>False refuses subscriptions for want of View All Data. Default true.</summary>
    public bool IntegrationUserViewsAllData { get; set; } = true;
    /// <summary>PEM of the certificate or public key that JWT assertions are verified with; null accepts any well-formed assertion. Default null.</summary>
    public string? JwtPublicKeyPem { get; set; }
}

/// <summary>A duplicate rule on Email.</summary>
/// <param name="Object">Lead or Contact.</param>
/// <param name="Blocks">True: allowSave does not help.</param>
public sealed record DuplicateRule(string Object, bool Blocks = false);

/// <summary>A validation rule.</summary>
/// <param name="Object">The object.</param>
/// <param name="Field">The field the error is shown at; null = at the top of the page.</param>
/// <param name="Message">The admin's text.</param>
/// <param name="Refuses">Given a reader of the record's values by field name (string, bool, decimal, DateOnly, DateTimeOffset or null), says whether it is refused.</param>
public sealed record ValidationRule(string Object, string? Field, string Message, Func<Func<string, object?>, bool> Refuses);
