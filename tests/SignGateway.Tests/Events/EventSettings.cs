namespace SignGateway.Tests.Events;

/// <summary>One endpoint with which the gateway starts; every test of wrong settings breaks one.</summary>
internal static class EventSettings
{
    public const string Endpoint = "SignGateway:Events:Endpoints:app";

    public static string Secret { get; } = "whsec_" + Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(number => (byte)number)]);

    public static Dictionary<string, string?> With(params (string Key, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?> { [$"{Endpoint}:Url"] = "https://app.example.com/hooks", [$"{Endpoint}:Secrets:0"] = Secret };
        foreach (var (key, value) in changes)
            settings[key] = value;
        return settings;
    }
}
