using System.Text.Json.Nodes;
using SignGateway.TestServers;
using Xunit;

namespace SignGateway.Host.Tests.Doctor;

public sealed class HealthyTests(DoctorLoop doctor) : IClassFixture<DoctorLoop>
{
    private static readonly string[] Good = ["bucket_ok", "clock_ok", "cors_ok", "credentials_ok", "rights_ok", "upload_ok"];

    [Fact]
    public async Task finds_nothing_and_leaves_nothing_where_all_is_well()
    {
        var findings = await doctor.AskAsync();
        Assert.Equal(Good, findings.Select(finding => (string)finding["code"]!).Order(StringComparer.Ordinal));
        Assert.Empty(doctor.Loop.Storage.Objects);
        Assert.NotEmpty(doctor.Loop.Storage.Callbacks);
    }

    [Fact]
    public async Task looks_once_at_what_profiles_share_and_at_each_ones_prefix_and_upload()
    {
        var findings = await doctor.AskWithAsync(new()
        {
            ["SignGateway__Profiles__default__GrantLifetime"] = "00:10:00",
            ["SignGateway__Profiles__video__KeyTemplate"] = "video/{id}",
            ["SignGateway__Profiles__video__Methods__0"] = "Put",
            ["SignGateway__Profiles__video__ContentTypes__0"] = "image/*",
            ["SignGateway__Profiles__video__VerifyContent"] = "Reject",
            ["SignGateway__Profiles__parts__KeyTemplate"] = "video/{id}",
            ["SignGateway__Profiles__parts__Methods__0"] = "Multipart",
        });
        Assert.Empty(DoctorLoop.Wrong(findings));
        Assert.Equal(
            ["bucket_ok ", "clock_ok ", "cors_ok ", "credentials_ok ", "rights_ok ", "rights_ok default", "upload_ok default", "upload_ok video", "upload_skipped parts"],
            findings.Select(finding => $"{finding["code"]} {finding["profile"]}").Order(StringComparer.Ordinal));
        Assert.Empty(doctor.Loop.Storage.Objects);
    }

    [Fact]
    public async Task looks_at_one_profile_where_one_is_named()
    {
        var (status, report) = await doctor.PostAsync(new JsonObject { ["profile"] = "default" });
        Assert.Equal(200, status);
        Assert.Contains(report["findings"]!.AsArray(), finding => (string)finding!["code"]! == "upload_ok" && (string)finding["profile"]! == "default");
    }

    [Fact]
    public async Task knows_no_profile_that_configuration_does_not_name()
    {
        var (status, problem) = await doctor.PostAsync(new JsonObject { ["profile"] = "nobody" });
        Assert.Equal((404, "profile_unknown"), (status, (string)problem["code"]!));
    }

    [Fact]
    public async Task looks_for_one_administrator_at_a_time()
    {
        doctor.Loop.Storage.Faults.HangTime = TimeSpan.FromMinutes(1);
        doctor.Loop.Storage.Faults.HangHead = 1;
        var first = doctor.PostAsync();
        await Patience.UntilAsync("the first look hangs", () => Task.FromResult(doctor.Loop.Storage.Faults.HangHead == 0));
        var (status, problem) = await doctor.PostAsync();
        Assert.Equal((409, "doctor_busy"), (status, (string)problem["code"]!));
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await doctor.PostAsync()).Status);
    }

    [Fact]
    public async Task is_written_into_the_audit_log_with_what_it_found()
    {
        await doctor.PostAsync();
        var claims = Jwt.Claims("ann");
        claims["roles"] = new JsonArray("sign-gateway-admin");
        using var admin = new GatewayClient(doctor.Loop.Host.Url, doctor.Loop.Tokens.Sign(claims));
        var (_, audit) = await admin.SendAsync(HttpMethod.Get, "/v1/admin/audit");
        var entry = audit!["items"]![0]!;
        Assert.Equal(("ann", "doctor"), ((string)entry["who"]!, (string)entry["action"]!));
        Assert.Equal(("default", "0"), ((string)entry["after"]!["profiles"]!, (string)entry["after"]!["faults"]!));
    }
}
