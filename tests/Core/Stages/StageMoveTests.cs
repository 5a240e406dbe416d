using Integration.Core.Stages;

namespace Integration.Core.Tests.Stages;

public sealed class StageMoveTests
{
    [Theory]
    [InlineData("attention", TeamSide.Marketing, StageMoveVerdict.Allowed)]
    [InlineData("Interest", TeamSide.Sales, StageMoveVerdict.Allowed)]
    [InlineData("desire", TeamSide.Marketing, StageMoveVerdict.WrongSide)]
    [InlineData("sale", TeamSide.Sales, StageMoveVerdict.Allowed)]
    [InlineData("despair", TeamSide.Sales, StageMoveVerdict.UnknownStage)]
    public void Each_stage_may_be_set_by_whom_the_agreement_names(string stage, TeamSide by, StageMoveVerdict verdict) =>
        Assert.Equal(verdict, StageMoves.Judge(StageTerms.FiveSteps, stage, by));

    [Fact]
    public void Without_stages_nobody_is_kept_from_moving_anyone() =>
        Assert.Equal(StageMoveVerdict.Allowed, StageMoves.Judge(new StageTerms(), "anything", TeamSide.Sales));

    [Fact]
    public void Each_of_the_five_steps_has_one_owner_first_marketing_then_sales() =>
        Assert.Equal([TeamSide.Marketing, TeamSide.Marketing, TeamSide.Sales, TeamSide.Sales, TeamSide.Sales], StageTerms.FiveSteps.Stages.Select(stage => stage.Owner));
}
