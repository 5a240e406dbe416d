namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>The deal properties an opportunity sync meets. Stages are those of the default sales pipeline.</summary>
internal static class DealSchema
{
    public static IReadOnlyList<PropertyDefinition> Properties { get; } = SchemaTable.Parse("dealinformation", """
        dealname                | string/text        |   | Deal Name
        pipeline                | enumeration/select | x | Pipeline | default=Sales Pipeline
        dealstage               | enumeration/radio  | x | Deal Stage | appointmentscheduled=Appointment Scheduled, qualifiedtobuy=Qualified To Buy, presentationscheduled=Presentation Scheduled, decisionmakerboughtin=Decision Maker Bought-In, contractsent=Contract Sent, closedwon=Closed Won, closedlost=Closed Lost
        amount                  | number/number      |   | Amount
        closedate               | datetime/date      |   | Close Date
        dealtype                | enumeration/radio  |   | Deal Type | newbusiness=New Business, existingbusiness=Existing Business
        description             | string/textarea    |   | Deal Description
        closed_lost_reason      | string/textarea    |   | Closed Lost Reason
        closed_won_reason       | string/textarea    |   | Closed Won Reason
        hs_priority             | enumeration/select |   | Priority | low=Low, medium=Medium, high=High
        hs_forecast_probability | number/number      |   | Forecast probability
        hubspot_owner_id        | enumeration/select | x | Deal owner
        hubspot_owner_assigneddate | datetime/date   | c | Owner Assigned Date
        hs_object_id            | number/number      | c | Record ID
        createdate              | datetime/date      | c | Create Date
        hs_createdate           | datetime/date      | ch | HubSpot Create Date
        hs_lastmodifieddate     | datetime/date      | c | Last Modified Date
        hs_object_source        | enumeration/select | cx | Record source detail 0
        hs_object_source_label  | enumeration/select | cx | Record source
        hs_object_source_id     | string/text        | ch | Record source ID
        hs_merged_object_ids    | enumeration/checkbox | rx | Merged record IDs
        num_notes               | number/number      | c | Number of Sales Activities
        notes_last_updated      | datetime/date      | c | Last Activity Date
        num_associated_contacts | number/number      | c | Number of Associated Contacts
        """);
}
