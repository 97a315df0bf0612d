using System.Text.Json;

namespace SignGateway.Chaos.Tests.Judging;

/// <summary>One object as storage keeps it.</summary>
internal sealed record StoredObject(string Bucket, string Key, long Size, string ETag)
{
    public static IReadOnlyList<StoredObject> ReadAll(string folder)
    {
        List<StoredObject> found = [];
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "objects"), "*.json"))
        {
            try
            {
                found.Add(JsonSerializer.Deserialize<StoredObject>(File.ReadAllBytes(path))!);
            }
            catch (FileNotFoundException)
            {
                // Deleted while the folder was read.
            }
        }

        return found;
    }
}
