namespace SignGateway.Host.Commands;

/// <summary>What stands behind a command: its own switches and options, and settings as any other start takes them.</summary>
/// <param name="Options">The command's own options that were given, by name; of a switch the value is empty.</param>
/// <param name="Settings">What is left for the configuration.</param>
/// <param name="Fault">What is wrong with the rest, or null.</param>
internal sealed record CommandArguments(IReadOnlyDictionary<string, string> Options, string[] Settings, string? Fault)
{
    // Those of the framework's own settings that have no section.
    private static readonly string[] HostSettings =
    [
        "urls", "http_ports", "https_ports", "contentRoot", "webRoot", "environment", "applicationName", "AllowedHosts", "shutdownTimeoutSeconds", "preferHostingUrls",
        "detailedErrors", "captureStartupErrors", "suppressStatusMessages", "hostingStartupAssemblies",
    ];

    public static CommandArguments Empty { get; } = new(new Dictionary<string, string>(), [], null);

    public static CommandArguments Read(string[] arguments, string[] switches, string[] options)
    {
        var read = Empty;
        for (var index = 0; index < arguments.Length && read.Fault is null; index++)
        {
            var parts = arguments[index].Split('=', 2);
            if (parts is [var name] && switches.Contains(name))
                read = read.With(name, "");
            else if (options.Contains(parts[0]) || IsSetting(parts))
                read = ReadValue(read, parts, arguments, ref index, options);
            else
                read = read with { Fault = $"'{arguments[index]}' is unknown." };
        }

        return read;
    }

    /// <summary>The value of an option; null if it was not given.</summary>
    public string? Find(string name) => Options.GetValueOrDefault(name);

    /// <summary>Whether a switch was given.</summary>
    public bool Has(string name) => Options.ContainsKey(name);

    private static CommandArguments ReadValue(CommandArguments read, string[] parts, string[] arguments, ref int index, string[] options)
    {
        var value = parts.Length == 2 ? parts[1] : index + 1 < arguments.Length && !arguments[index + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++index] : null;
        if (value is null)
            return read with { Fault = $"'{parts[0]}' needs a value." };
        return options.Contains(parts[0]) ? read.With(parts[0], value) : read with { Settings = [.. read.Settings, $"{parts[0]}={value}"] };
    }

    // As the framework reads them: --KEY VALUE, /KEY VALUE, or KEY=VALUE with or without either.
    private static bool IsSetting(string[] parts)
    {
        var name = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : parts[0].StartsWith('/') ? parts[0][1..] : parts.Length == 2 ? parts[0] : "";
        return name.Contains(':', StringComparison.Ordinal) || HostSettings.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    private CommandArguments With(string name, string value) => this with { Options = new Dictionary<string, string>(Options) { [name] = value } };
}
