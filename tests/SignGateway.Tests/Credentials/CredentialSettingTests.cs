using Xunit;

namespace SignGateway.Tests.Credentials;

public sealed class CredentialSettingTests
{
    private const string Secret = "se cret";

    public static TheoryData<string, string, string?> WrongForSts => new()
    {
        { "Source", "Source", "Guess" },
        { "Source", "Source", "2" },
        { "RoleArn", "RoleArn", null },
        { "RoleArn", "RoleArn", "gateway" },
        { "RoleArn", "RoleArn", "acs:ram::me:role/gateway" },
        { "RoleArn", "RoleArn", "acs:ram::1234567890123456:user/gateway" },
        { "RoleSessionName", "RoleSessionName", "x" },
        { "RoleSessionName", "RoleSessionName", "two words" },
        { "RoleSessionName", "RoleSessionName", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
        { "DurationSeconds", "DurationSeconds", "899" },
        { "DurationSeconds", "DurationSeconds", "43201" },
        { "DurationSeconds", "DurationSeconds", "an hour" },
        { "ExternalId", "ExternalId", "x" },
        { "ExternalId", "ExternalId", Secret },
        { "Endpoint", "Endpoint", "https://sts.aliyuncs.com/path" },
        { "Endpoint", "Endpoint", "ftp://sts.aliyuncs.com" },
        { "Endpoint", "Endpoint", "https://se%20cret@sts.aliyuncs.com" },
        { "AccessKeyId", "AccessKeyId", null },
        { "AccessKeyId", "AccessKeyId", Secret },
        { "AccessKeySecret", "AccessKeySecret", null },
        { "AccessKeySecret", "AccessKeySecret", Secret },
        { "SecurityToken", "SecurityToken", Secret },
        { "SessionPolicy", "SessionPolicy", "true" },
        { "SessionPolicy", "SessionPolicy", "perhaps" },
    };

    public static TheoryData<string, string, string?> WrongForOidc => new()
    {
        { "RoleArn", "RoleArn", null },
        { "RoleArn", "RoleArn", "gateway" },
        { "OidcProviderArn", "OidcProviderArn", null },
        { "OidcProviderArn", "OidcProviderArn", CredentialHost.RoleArn },
        { "OidcTokenFile", "OidcTokenFile", null },
        { "RoleSessionName", "RoleSessionName", "x" },
        { "DurationSeconds", "DurationSeconds", "60" },
        { "Endpoint", "Endpoint", "//" },
        { "SessionPolicy", "SessionPolicy", "true" },
    };

    [Theory]
    [MemberData(nameof(WrongForSts))]
    public async Task a_wrong_setting_of_sts_is_named_and_no_secret_repeated(string named, string key, string? value)
    {
        await using var host = new CredentialHost(new(CredentialHost.Sts()) { [$"Credentials:{key}"] = value });
        var fault = Assert.Single(host.Faults());
        Assert.StartsWith($"SignGateway:Credentials:{named} ", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("caller-", fault, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongForOidc))]
    public async Task a_wrong_setting_of_oidc_is_named(string named, string key, string? value)
    {
        await using var host = new CredentialHost(new(Oidc()) { [$"Credentials:{key}"] = value });
        Assert.StartsWith($"SignGateway:Credentials:{named} ", Assert.Single(host.Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RoleName", "../role")]
    [InlineData("Endpoint", "http://100.100.100.200/latest")]
    [InlineData("AllowImdsV1", "yes")]
    [InlineData("SessionPolicy", "true")]
    public async Task a_wrong_setting_of_the_instances_role_is_named(string key, string value)
    {
        await using var host = new CredentialHost(new() { ["Credentials:Source"] = "EcsRamRole", [$"Credentials:{key}"] = value });
        Assert.StartsWith($"SignGateway:Credentials:{key} ", Assert.Single(host.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task every_fault_is_named_at_once()
    {
        await using var host = new CredentialHost(new()
        {
            ["Credentials:Source"] = "Oidc",
            ["Credentials:DurationSeconds"] = "1",
            ["Credentials:RoleSessionName"] = "?",
        });
        Assert.Equal(
            ["RoleArn", "OidcProviderArn", "OidcTokenFile", "RoleSessionName", "DurationSeconds"],
            host.Faults().Select(fault => fault.Split(' ')[0]["SignGateway:Credentials:".Length..]));
    }

    [Fact]
    public async Task what_the_environment_lacks_is_told_with_its_names()
    {
        await using var host = new CredentialHost([]);
        var fault = Assert.Single(host.Faults());
        Assert.Contains("OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET nor ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_line_break_in_the_environments_secret_is_a_fault()
    {
        await using var host = new CredentialHost([], new() { ["OSS_ACCESS_KEY_ID"] = "id", ["OSS_ACCESS_KEY_SECRET"] = "broken\n" });
        Assert.DoesNotContain("broken", Assert.Single(host.Faults()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sts", "Endpoint", "sts-vpc.cn-hangzhou.aliyuncs.com")]
    [InlineData("sts", "Endpoint", "http://127.0.0.1:5082")]
    [InlineData("Sts", "DurationSeconds", "900")]
    [InlineData("Sts", "DurationSeconds", "43200")]
    [InlineData("Sts", "ExternalId", "x1")]
    [InlineData("EcsRamRole", "RoleName", "AliyunECSInstance.Role-1")]
    [InlineData("Default", "Endpoint", null)]
    public async Task what_is_right_has_no_fault(string source, string key, string? value)
    {
        await using var host = new CredentialHost(new(CredentialHost.Sts()) { ["Credentials:Source"] = source, [$"Credentials:{key}"] = value });
        Assert.Empty(host.Faults());
    }

    [Fact]
    public async Task a_profiles_own_settings_are_named_by_their_place()
    {
        await using var host = new CredentialHost(new(CredentialHost.Sts())
        {
            ["Profiles:photos:Credentials:Source"] = "Static",
            ["Profiles:photos:Credentials:AccessKeyId"] = "photos-id",
            ["Profiles:papers:Credentials:Source"] = "EcsRamRole",
            ["Profiles:papers:Credentials:AllowImdsV1"] = "yes",
            ["Profiles:plain:MinBytes"] = "1",
        });
        Assert.Equal(
            ["SignGateway:Profiles:papers:Credentials:AllowImdsV1", "SignGateway:Profiles:photos:Credentials:AccessKeySecret"],
            host.Faults().Select(fault => fault.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, string?> Oidc() => new()
    {
        ["Credentials:Source"] = "Oidc",
        ["Credentials:RoleArn"] = CredentialHost.RoleArn,
        ["Credentials:OidcProviderArn"] = CredentialHost.ProviderArn,
        ["Credentials:OidcTokenFile"] = "/var/run/token",
    };
}
