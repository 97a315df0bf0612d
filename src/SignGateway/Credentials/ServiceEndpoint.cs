namespace SignGateway.Credentials;

/// <summary>The address of STS or of the instance's metadata, as configuration writes it.</summary>
internal static class ServiceEndpoint
{
    public const string Sts = "sts.aliyuncs.com";
    public const string Metadata = "http://100.100.100.200";

    /// <summary>The endpoint, or the other one if the text is empty; null if it cannot be read.</summary>
    public static Uri? Parse(string? text, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(text))
            text = otherwise;
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}", UriKind.Absolute, out var endpoint)
            && endpoint is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }
            ? endpoint
            : null;
    }

    /// <summary>The STS that the environment names: near, and within the private network if it says so.</summary>
    public static string NearSts(EnvironmentVariables variables) => variables[EnvironmentVariables.StsRegion] is { } region
        ? $"{(variables.IsTrue(EnvironmentVariables.VpcEndpointEnabled) ? "sts-vpc" : "sts")}.{region}.aliyuncs.com"
        : Sts;
}
