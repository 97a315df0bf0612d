using System.Text.Json.Nodes;
using OssSimulator;
using OssSimulator.Sts;
using Xunit;

namespace SignGateway.Host.Tests.Doctor;

/// <summary>One thing is wrong, and the doctor finds this one thing.</summary>
public sealed class PlantedFaultTests(DoctorLoop doctor) : IClassFixture<DoctorLoop>
{
    private SimulatorServer Storage => doctor.Loop.Storage;

    private SimulatorOptions Options => doctor.Loop.StorageOptions;

    [Theory]
    [InlineData(20, "20 minutes behind OSS's")]
    [InlineData(-20, "20 minutes ahead of OSS's")]
    public async Task a_clock_that_is_20_minutes_off_is_the_clock_and_no_right(int minutes, string words)
    {
        Storage.Faults.ClockOffset = TimeSpan.FromMinutes(minutes);
        var findings = await UndoneAsync(() => Storage.Faults.ClockOffset = TimeSpan.Zero);
        Assert.Equal(["clock_off"], DoctorLoop.Wrong(findings));
        Assert.Contains(words, (string)DoctorLoop.The(findings, "clock_off")["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_clock_that_drifts_is_told_before_it_matters()
    {
        Storage.Faults.ClockOffset = TimeSpan.FromMinutes(1);
        Assert.Equal(["clock_drift"], DoctorLoop.Wrong(await UndoneAsync(() => Storage.Faults.ClockOffset = TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("oss:PutObject", "put_denied", "put_denied")]
    [InlineData("oss:GetObject", "head_denied", "get_denied", "head_denied", "probe_left")]
    [InlineData("oss:DeleteObject", "delete_denied", "delete_denied", "probe_left")]
    public async Task a_right_that_is_denied_is_named_with_the_statement_that_gives_it(string action, string code, params string[] expected)
    {
        Storage.Faults.Credentials.DeniedActions = [action];
        var findings = await UndoneAsync(() => Storage.Faults.Credentials.DeniedActions = []);
        Assert.Equal(expected, DoctorLoop.Wrong(findings));
        Assert.Contains($$"""{"Effect":"Allow","Action":["{{action}}"],"Resource":["acs:oss:*:*:demo-bucket/uploads/*"]}""", (string)DoctorLoop.The(findings, code)["fix"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_object_that_could_not_be_deleted_is_named()
    {
        Storage.Faults.Credentials.DeniedActions = ["oss:DeleteObject"];
        var findings = await UndoneAsync(() => Storage.Faults.Credentials.DeniedActions = []);
        var left = Assert.Single(Storage.Objects, stored => stored.Key.Contains("signgateway-doctor-", StringComparison.Ordinal)
            && ((string)DoctorLoop.The(findings, "delete_denied")["text"]!).Contains(stored.Key, StringComparison.Ordinal));
        Assert.StartsWith("uploads/", left.Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_bucket_without_a_CORS_rule_is_told_with_the_rule_to_add()
    {
        var origins = Options.CorsOrigins;
        Options.CorsOrigins = [];
        var findings = await UndoneAsync(() => Options.CorsOrigins = origins);
        Assert.Equal(["cors_missing"], DoctorLoop.Wrong(findings));
        var rule = (string)DoctorLoop.The(findings, "cors_missing")["fix"]!;
        foreach (var line in (string[])[$"<AllowedOrigin>{DoctorLoop.Origin}</AllowedOrigin>", "<AllowedMethod>POST</AllowedMethod>", "<ExposeHeader>x-oss-request-id</ExposeHeader>"])
            Assert.Contains(line, rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_CORS_rule_without_ExposeHeader_is_told_with_what_it_should_expose()
    {
        var exposed = Options.CorsExposedHeaders;
        Options.CorsExposedHeaders = ["ETag"];
        var findings = await UndoneAsync(() => Options.CorsExposedHeaders = exposed);
        Assert.Equal(["cors_expose_missing"], DoctorLoop.Wrong(findings));
        Assert.Contains("<ExposeHeader>x-oss-request-id</ExposeHeader>", (string)DoctorLoop.The(findings, "cors_expose_missing")["fix"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_callback_that_does_not_come_through_is_told_with_the_words_of_OSS()
    {
        var before = Storage.Objects.Select(stored => stored.Key).ToHashSet();
        Storage.Faults.Drop = 1;
        var findings = await doctor.AskAsync();
        Assert.Equal(["callback_failed"], DoctorLoop.Wrong(findings));
        Assert.Contains("203 CallbackFailed: \"", (string)DoctorLoop.The(findings, "callback_failed")["text"]!, StringComparison.Ordinal);
        // What came without its callback is taken away all the same.
        Assert.DoesNotContain(Storage.Objects, stored => !before.Contains(stored.Key));
    }

    [Theory]
    [InlineData("SignGateway__Credentials__AccessKeySecret", DoctorLoop.WrongSecret, "secret_wrong")]
    [InlineData("SignGateway__Credentials__AccessKeyId", "nobodys-key-id", "access_key_unknown")]
    [InlineData("SignGateway__Oss__Region", "cn-shanghai", "region_wrong")]
    [InlineData("SignGateway__Oss__Bucket", "no-such-bucket", "bucket_missing")]
    public async Task a_wrong_setting_is_told(string key, string value, string code) =>
        Assert.Equal([code], DoctorLoop.Wrong(await doctor.AskWithAsync(new() { [key] = value })));

    [Fact]
    public async Task a_bucket_of_another_region_is_told_with_its_endpoint()
    {
        Options.BucketsElsewhere["far-bucket"] = "oss-eu-central-1.aliyuncs.com";
        var findings = await doctor.AskWithAsync(new() { ["SignGateway__Oss__Bucket"] = "far-bucket" });
        Assert.Equal(["endpoint_wrong"], DoctorLoop.Wrong(findings));
        Assert.Contains("oss-eu-central-1.aliyuncs.com", (string)DoctorLoop.The(findings, "endpoint_wrong")["fix"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_role_that_does_not_trust_the_caller_is_told_with_the_trust_policy()
    {
        const string Arn = "acs:ram::1000000000000000:role/careful";
        Options.Roles.Add(new RamRole(Arn) { TrustedKeys = [] });
        var findings = await doctor.AskWithAsync(new()
        {
            ["SignGateway__Credentials__Source"] = "Sts",
            ["SignGateway__Credentials__RoleArn"] = Arn,
            ["SignGateway__Credentials__Endpoint"] = Storage.Url.GetLeftPart(UriPartial.Authority),
        });
        Assert.Equal(["role_not_assumable"], DoctorLoop.Wrong(findings));
        var finding = DoctorLoop.The(findings, "role_not_assumable");
        Assert.Contains("NoPermission", (string)finding["text"]!, StringComparison.Ordinal);
        Assert.Contains("""{"RAM":["acs:ram::1000000000000000:root"]}""", (string)finding["fix"]!, StringComparison.Ordinal);
    }

    private async Task<List<JsonNode>> UndoneAsync(Action undo)
    {
        try
        {
            return await doctor.AskAsync();
        }
        finally
        {
            undo();
        }
    }
}
