using System.Reflection;
using Xunit;

namespace SignGateway.Packages.Tests;

/// <summary>What is public stays as it is written down, until somebody means to change it.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "ACCEPT_PUBLIC_API";

    public static TheoryData<string> Names => [.. PackedLibraries.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task the_public_surface_is_as_it_is_written_down(string name)
    {
        var path = Repository.File($"tests/SignGateway.Packages.Tests/PublicApi/{name}.txt");
        var actual = ApiText.Of(Assembly.Load(name));
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);

        var expected = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        var (gone, added) = (Lines(expected).Except(Lines(actual)), Lines(actual).Except(Lines(expected)));
        Assert.True(
            expected == actual,
            $"The public surface of {name} is not as it is written down in PublicApi/{name}.txt. If it is meant, run these tests once with {Accept}=1, and commit the file.\n{string.Join('\n', gone.Select(line => $"- {line}").Concat(added.Select(line => $"+ {line}")))}");
    }

    // Members under the name of their type, so that what is told of a difference can be found.
    private static List<string> Lines(string text)
    {
        var (lines, type) = (new List<string>(), "");
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            type = line.StartsWith(' ') ? type : line;
            lines.Add(line.StartsWith(' ') ? $"{type} {line.Trim()}" : line);
        }

        return lines;
    }
}
