using Xunit;

namespace SignGateway.Protocol.Tests;

public sealed class VectorCountTests
{
    [Fact]
    public void every_vector_of_every_file_is_a_case()
    {
        var found = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors"), "*.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToDictionary(name => name, name => Vectors.Ids(name).Count);
        foreach (var (name, count) in found.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Console.WriteLine($"vectors: {name} {count}");
        Console.WriteLine($"vectors: {found.Values.Sum()} in all; callback-verify runs on both verification paths");
        Assert.Equal(Vectors.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal), found.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }
}
