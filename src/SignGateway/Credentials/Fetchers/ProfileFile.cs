using SignGateway.Protocol.Values;

namespace SignGateway.Credentials.Fetchers;

/// <summary>The static profiles of Alibaba's SDKs, <c>~/.alibabacloud/credentials</c>: types <c>access_key</c> and <c>sts</c>.</summary>
internal sealed class ProfileFile(EnvironmentVariables variables) : ICredentialFetcher
{
    private const int MaxBytes = 64 * 1024;

    public async Task<FetchOutcome> FetchAsync(CancellationToken cancellationToken)
    {
        var path = variables[EnvironmentVariables.CredentialsFile] ?? (variables.Home is { } home ? Path.Combine(home, ".alibabacloud", "credentials") : null);
        return path is not null && await SmallFile.ReadAsync(path, MaxBytes, cancellationToken) is SmallFile.Read(var text) && Find(text) is { } pair
            ? new FetchOutcome.Fetched(pair, null)
            : new FetchOutcome.Failed("profile file: none of type access_key or sts");
    }

    private OssCredentials? Find(string text)
    {
        var profile = Section(text, variables[EnvironmentVariables.Profile] ?? "default");
        var (id, secret, token) = (Text("access_key_id"), Text("access_key_secret"), Text("security_token"));
        return (Text("type"), id, secret, token) switch
        {
            ("access_key", not null, not null, _) => new OssCredentials(id, secret),
            ("sts", not null, not null, not null) => new OssCredentials(id, secret, token),
            _ => null,
        };

        string? Text(string name) => profile.GetValueOrDefault(name) is { Length: > 0 } value && value.All(character => character is > ' ' and <= '~') ? value : null;
    }

    private static Dictionary<string, string> Section(string text, string name)
    {
        Dictionary<string, string> values = [];
        var inside = false;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line is ['[', .., ']'])
                inside = line[1..^1].Trim() == name;
            else if (inside && line is not ['#' or ';', ..] && line.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value])
                values[key] = value;
        }

        return values;
    }
}
