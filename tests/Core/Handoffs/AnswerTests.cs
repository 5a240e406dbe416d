using Integration.Core.Agreements;
using Integration.Core.Calendars;
using Integration.Core.Clocks;
using Integration.Core.Handoffs;
using Integration.Core.Records;
using Integration.Core.Stages;
using static Integration.Core.Tests.Agreements.Somebody;

namespace Integration.Core.Tests.Handoffs;

public sealed class AnswerTests
{
    [Theory]
    // minutes after it was sent, delivered after one
    [InlineData(1, null)] // What the Lead was made with is nobody's deed.
    [InlineData(2, TeamSide.Sales)]
    public void A_status_without_a_meaning_is_sales_deed_once_Salesforce_has_the_person(int minutes, TeamSide? by)
    {
        var course = Course.Delivered();

        course.See(new Observed.Status(Monday.AddMinutes(minutes), "Parked"));

        Assert.Equal((HandoffEventKind.StageChanged, by, Monday.AddMinutes(minutes)), (course.Log[^1].Kind, course.Log[^1].By, course.Log[^1].At));
        Assert.Single(course.Problems);
    }

    [Fact]
    public void A_status_without_a_meaning_before_the_delivery_is_nobodys_deed_and_one_from_before_the_sending_nothing_at_all()
    {
        var course = new Course();
        course.See(new Observed.Status(Monday.AddMinutes(5), "Parked"));
        Assert.Null(course.Log[^1].By);

        var old = new Course();
        old.See(new Observed.Status(Monday.AddMinutes(-5), "Parked"));
        Assert.Equal(("Qualified Sent", 0), (old.Told, old.Problems.Count));
    }

    [Fact]
    public void A_flood_of_statuses_without_a_meaning_is_told_two_hundred_times_and_no_more()
    {
        var course = Course.Delivered();
        for (var minute = 1; minute <= 230; minute++) course.See(new Observed.Status(Monday.AddMinutes(1 + minute), $"Parked {minute}"));

        Assert.Equal((200, 200), (course.Problems.Count, course.Handoff.Heard.Count));
    }

    [Theory]
    [InlineData("Open")]
    [InlineData("open")]
    public void A_status_that_means_nothing_yet_changes_nothing(string status)
    {
        var course = Course.Delivered();
        var before = course.Handoff;

        course.Status(1, status);
        course.See(new Observed.Answer(Monday.AddHours(1), StatusMeaning.Open));

        Assert.Same(before, course.Handoff);
    }

    [Theory]
    [InlineData(-1, HandoffState.Sent)]
    [InlineData(0, HandoffState.Accepted)] // Salesforce's clock counts whole seconds.
    [InlineData(1, HandoffState.Accepted)]
    public void An_answer_counts_from_the_moment_of_the_sending(int seconds, HandoffState state)
    {
        var course = new Course();

        course.See(new Observed.Answer(Monday.AddSeconds(seconds), StatusMeaning.Accepted));

        Assert.Equal(state, course.State);
    }

    [Fact]
    public void Of_a_yes_and_a_no_in_the_same_instant_the_no_stands()
    {
        var late = Course.Delivered();
        late.Status(2, "Rejected");
        late.See(new Observed.Answer(Monday.AddHours(2), StatusMeaning.Accepted));
        Assert.Equal((HandoffState.Rejected, Monday.AddHours(2)), (late.State, late.Handoff.ReturnedAt));

        var first = Course.Delivered();
        first.Status(2, "Accepted");
        first.See(new Observed.Answer(Monday.AddHours(2), StatusMeaning.Rejected));
        Assert.Equal(HandoffState.Recycled, first.State);
    }

    [Fact]
    public void An_old_no_that_is_read_again_does_not_undo_the_change_of_mind_after_it()
    {
        var course = Course.Delivered();
        course.Status(1, "Accepted");
        course.Status(2, "Rejected");
        course.Status(3, "Accepted");
        Assert.Equal((HandoffState.Accepted, null), (course.State, course.Handoff.ReturnedAt));
        var before = course.Handoff;

        course.Status(2, "Rejected");

        Assert.Same(before, course.Handoff);
    }

    [Fact]
    public void A_no_that_is_said_twice_is_one_no()
    {
        var course = Course.Delivered();
        course.Status(1, "Rejected");
        course.Status(2, "Rejected");

        Assert.Equal((1, Monday.AddHours(1)), (course.Handoff.Returns, course.Handoff.ReturnedAt));
        Assert.Single(course.Log, one => one.Kind == HandoffEventKind.Rejected);
        Assert.Empty(course.Problems); // That no reason was given is asked for in time, and is no fault of the Agreement.
    }

    [Fact]
    public void A_person_given_back_without_a_reason_is_told_as_given_back_and_waits_for_it()
    {
        var course = Course.Delivered();
        course.Status(1, "Working");
        course.Status(30, "Nurture");
        Assert.Equal((HandoffEventKind.StageChanged, "recycled", TeamSide.Sales), (course.Log[^1].Kind, course.Log[^1].Reason, course.Log[^1].By));

        course.Status(31, "Nurture", "bad-timing");
        Assert.Equal("Recycled Closed", string.Join(' ', course.Log.TakeLast(2).Select(one => one.Kind)));
        Assert.Equal((Monday.AddHours(30), false), (course.Handoff.ReturnedAt, course.Handoff.IsOpen));
    }

    [Fact]
    public void Who_is_at_work_already_stays_so_when_the_yes_is_said_again()
    {
        var course = Course.Delivered();
        course.Status(1, "Working");
        course.Status(2, "Accepted");

        Assert.Equal(HandoffState.Working, course.State);
        Assert.Equal(Monday.AddHours(1), course.Handoff.AcceptedAt);
    }

    [Fact]
    public void A_deed_that_overtakes_the_delivery_delivers_too()
    {
        var course = new Course();

        course.Touch(1);

        Assert.Equal("Qualified Sent FirstTouch Attempt Delivered AcceptedImplicitly", course.Told);
        Assert.Equal(Monday.AddHours(1), course.Handoff.DeliveredAt);
    }

    [Fact]
    public void A_reason_is_known_by_the_value_that_Salesforce_holds_or_by_its_own_name()
    {
        var agreement = Terms with { Answers = Terms.Answers with { Reasons = Terms.Answers.Reasons.Add("Later, please", "bad-timing") } };
        foreach (var reason in (string[])["Later, please", " later, please ", "bad-timing"])
        {
            var course = Course.Delivered(agreement);
            course.Status(1, "Rejected", reason);
            Assert.Equal("bad-timing", course.Handoff.Reason);
        }
    }

    public static TheoryData<string, string> Notes => new()
    {
        { "accepted", "Sales (Ana) accepted the lead." },
        { "rejected", "Sales (Ana) rejected the lead: bad-timing." },
        { "given back", "Sales (Ana) gave the lead back: no-budget." },
        { "given back, nobody says why", "Sales (Ana) gave the lead back: no reason given." },
        { "nobody", "Nobody of sales (Ana) answered in the time agreed." },
        { "won", "Sales (Ana) won the deal." },
        { "lost", "Sales (Ana) lost the deal: price." },
        { "lost, nobody says why", "Sales (Ana) lost the deal: no reason given." },
    };

    [Theory]
    [MemberData(nameof(Notes))]
    public void Each_answer_of_sales_is_a_note_on_the_timeline_unless_notes_are_not_wanted(string answer, string note)
    {
        Assert.Equal(note, NotesOf(After(answer, notes: true)).LastOrDefault());
        Assert.Empty(NotesOf(After(answer, notes: false)));
    }

    private static Course After(string answer, bool notes)
    {
        var course = Course.Delivered(Terms with
        {
            Feedback = Terms.Feedback with { Notes = notes },
            FollowUp = Terms.FollowUp with { ReassignAfter = null, GiveUpAfter = answer == "nobody" ? BusinessDuration.OfDays(5) : null },
        });
        var deal = new Opportunity(new RecordKey(SystemName.Salesforce, "Opportunity", "006000000000001AAA"), Monday.AddHours(2), "Closed", 1, "EUR", true, answer == "won", answer == "lost" ? "price" : null, "none");
        if (answer is "accepted" or "given back" or "given back, nobody says why") course.Status(1, "Accepted");
        if (answer == "rejected") course.Status(1, "Rejected", "bad-timing");
        if (answer == "given back") course.Status(2, "Rejected", "no-budget");
        if (answer == "given back, nobody says why") course.Status(2, "Rejected");
        if (answer is "won" or "lost" or "lost, nobody says why") course.See(new Observed.Deal(Monday.AddHours(3), deal));
        return answer is "nobody" or "given back, nobody says why" or "lost, nobody says why" ? course.RunUntil(Monday.AddDays(60)) : course;
    }

    private static IEnumerable<string?> NotesOf(Course course) =>
        course.Asks.Select(ask => ask.Kind).OfType<Core.Asks.AskKind.Activity>().Where(made => made.Object == "notes").Select(made => made.Values["hs_note_body"].Text);
}
