namespace Integration.Sandbox.HubSpot.Properties;

/// <summary>Notes, tasks, calls, meetings and emails: facts/hubspot.md section 8. All need <c>hs_timestamp</c>.</summary>
internal static class EngagementSchema
{
    private const string Common = """
        hs_timestamp            | datetime/date      |   | Activity date
        hubspot_owner_id        | enumeration/select | x | Activity assigned to
        hs_attachment_ids       | enumeration/checkbox | x | Attached file IDs
        hs_object_id            | number/number      | c | Record ID
        hs_createdate           | datetime/date      | c | Create date
        hs_lastmodifieddate     | datetime/date      | c | Last modified date
        hs_object_source        | enumeration/select | cx | Record source detail 0
        hs_object_source_label  | enumeration/select | cx | Record source
        hs_object_source_id     | string/text        | ch | Record source ID
        """ + "\n";

    public static IReadOnlyList<PropertyDefinition> Notes { get; } = SchemaTable.Parse("note", Common + """
        hs_note_body            | string/html        |   | Note body
        """);

    public static IReadOnlyList<PropertyDefinition> Tasks { get; } = SchemaTable.Parse("task", Common + """
        hs_task_subject         | string/text        |   | Task Title
        hs_task_body            | string/html        |   | Task notes
        hs_task_status          | enumeration/select |   | Task Status | NOT_STARTED, IN_PROGRESS, WAITING, COMPLETED, DEFERRED
        hs_task_priority        | enumeration/select |   | Priority | NONE, LOW, MEDIUM, HIGH
        hs_task_type            | enumeration/select |   | Task Type | TODO, CALL, EMAIL
        hs_task_reminders       | string/text        |   | Reminders
        hs_task_completion_date | datetime/date      | r | Completed at
        """);

    public static IReadOnlyList<PropertyDefinition> Calls { get; } = SchemaTable.Parse("call", Common + """
        hs_call_title           | string/text        |   | Call Title
        hs_call_body            | string/html        |   | Call notes
        hs_call_direction       | enumeration/select |   | Call direction | INBOUND, OUTBOUND
        hs_call_disposition     | string/text        |   | Call outcome
        hs_call_duration        | number/number      |   | Call duration
        hs_call_status          | enumeration/select |   | Call status | BUSY, CALLING_CRM_USER, CANCELED, COMPLETED, CONNECTING, FAILED, IN_PROGRESS, NO_ANSWER, QUEUED, RINGING
        hs_call_from_number     | string/text        |   | From number
        hs_call_to_number       | string/text        |   | To number
        """);

    public static IReadOnlyList<PropertyDefinition> Meetings { get; } = SchemaTable.Parse("meeting", Common + """
        hs_meeting_title        | string/text        |   | Meeting name
        hs_meeting_body         | string/html        |   | Meeting description
        hs_internal_meeting_notes | string/textarea  |   | Internal meeting notes
        hs_meeting_location     | string/text        |   | Meeting location
        hs_meeting_start_time   | datetime/date      |   | Meeting start time
        hs_meeting_end_time     | datetime/date      |   | Meeting end time
        hs_meeting_outcome      | enumeration/select |   | Meeting outcome | SCHEDULED, COMPLETED, RESCHEDULED, NO_SHOW, CANCELED
        """);

    public static IReadOnlyList<PropertyDefinition> Emails { get; } = SchemaTable.Parse("email", Common + """
        hs_email_subject        | string/text        |   | Email subject
        hs_email_text           | string/textarea    |   | Email body
        hs_email_html           | string/html        |   | Email HTML
        hs_email_direction      | enumeration/select |   | Email direction | EMAIL, INCOMING_EMAIL, FORWARDED_EMAIL
        hs_email_status         | enumeration/select |   | Email send status | BOUNCED, FAILED, SCHEDULED, SENDING, SENT
        hs_email_headers        | string/text        |   | Email headers
        """);
}
