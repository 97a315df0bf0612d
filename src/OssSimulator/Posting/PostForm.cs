namespace OssSimulator.Posting;

/// <summary>The fields of a form up to its file. Names compare without case, values with it.</summary>
internal sealed class PostForm
{
    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string> Fields => fields;

    public string? this[string name] => fields.GetValueOrDefault(name);

    public bool TryAdd(string name, string value) => fields.TryAdd(name, value);
}
