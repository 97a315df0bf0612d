using System.Text.Json;

namespace SignGateway.Host.Tests.Start;

/// <summary>One stage of deploy/Dockerfile, by its instructions.</summary>
internal sealed class ImageStage
{
    private readonly List<(string Name, string Text)> _instructions;

    private ImageStage(List<(string, string)> instructions) => _instructions = instructions;

    /// <summary>What the program's environment is in the image.</summary>
    public Dictionary<string, string> Environment => All("ENV")
        .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Each command of the build that publishes a project, as words.</summary>
    public List<string[]> Publishes => [.. All("RUN").Where(text => text.StartsWith("dotnet publish ", StringComparison.Ordinal)).Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    public string[] EntryPoint => JsonSerializer.Deserialize<string[]>(Single("ENTRYPOINT"))!;

    public string[] HealthCheck => JsonSerializer.Deserialize<string[]>(Single("HEALTHCHECK").Split(" CMD ")[1])!;

    public string[] User => Single("USER").Split(':');

    public string Single(string name) => All(name).Single();

    public static ImageStage Read(string dockerfile, string stage)
    {
        var lines = string.Join('\n', File.ReadAllLines(dockerfile).Where(line => !line.StartsWith('#'))).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new ImageStage([.. lines
            .SkipWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal) || !line.EndsWith($" AS {stage}", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("FROM ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', 2))
            .Select(words => (words[0], words[1].Trim()))]);
    }

    private IEnumerable<string> All(string name) => _instructions.Where(instruction => instruction.Name == name).Select(instruction => instruction.Text);
}
