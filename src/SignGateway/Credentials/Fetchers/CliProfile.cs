using System.Text.Json;
using SignGateway.Protocol.Values;

namespace SignGateway.Credentials.Fetchers;

/// <summary>The static profiles of Alibaba's command line, <c>~/.aliyun/config.json</c>: modes <c>AK</c> and <c>StsToken</c>.</summary>
internal sealed class CliProfile(EnvironmentVariables variables) : ICredentialFetcher
{
    private const int MaxBytes = 64 * 1024;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        if (variables.IsTrue(EnvironmentVariables.CliProfileDisabled) || variables.Home is not { } home)
            return new FetchOutcome.Failed("CLI profile: none");
        return await SmallFile.ReadAsync(Path.Combine(home, ".aliyun", "config.json"), MaxBytes, cancellationToken) is SmallFile.Read(var text) && Find(text) is { } pair
            ? new FetchOutcome.Fetched(pair, null)
            : new FetchOutcome.Failed("CLI profile: none of mode AK or StsToken");
    }

    private OssCredentials? Find(string text)
    {
        using var document = CredentialAnswer.Parse(text);
        if (document is null || !document.RootElement.TryGetProperty("profiles", out var profiles) || profiles.ValueKind != JsonValueKind.Array)
            return null;

        var name = variables[EnvironmentVariables.Profile] ?? CredentialAnswer.Text(document.RootElement, "current");
        var profile = profiles.EnumerateArray().FirstOrDefault(profile => CredentialAnswer.Text(profile, "name") is { } known && known == name);
        var (id, secret, token) = (CredentialAnswer.Text(profile, "access_key_id"), CredentialAnswer.Text(profile, "access_key_secret"), CredentialAnswer.Text(profile, "sts_token"));
        return (CredentialAnswer.Text(profile, "mode"), id, secret, token) switch
        {
            ("AK", not null, not null, _) => new OssCredentials(id, secret),
            ("StsToken", not null, not null, not null) => new OssCredentials(id, secret, token),
            _ => null,
        };
    }
}
