using Microsoft.Playwright;
using Xunit;

namespace SignGateway.Host.Tests.Browser.Admin;

[Collection(AdminSuite.Name)]
public sealed class AuditViewTests(AdminSuite suite)
{
    [Fact]
    public async Task an_action_whose_end_nobody_saw_says_so()
    {
        await using var page = await AdminPage.SignInAsync(suite, "#/audit", prepare: gateway =>
        {
            var audit = AdminData.Read("audit");
            audit["items"]![0]!["after"] = null;
            gateway.Answers["GET audit"] = StandInAnswer.Ok(audit);
        });
        var rows = page.Main.Locator("tbody tr");
        await Assertions.Expect(rows.First).ToContainTextAsync("It is not known what came of it.");
        await Assertions.Expect(rows.Nth(1)).ToContainTextAsync("stored → rejected");
    }
}
