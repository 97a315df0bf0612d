using System.Text.Json;
using SignGateway.Protocol.Policies;

namespace SignGateway.Grants;

/// <summary>A field of a signed form, or a header: a text, or bytes that travel as Base64.</summary>
internal readonly record struct GrantField
{
    private readonly string? _text;
    private readonly byte[]? _bytes;

    public GrantField(string name, string text) => (Name, _text) = (name, text);

    public GrantField(string name, byte[] bytes) => (Name, _bytes) = (name, bytes);

    public string Name { get; }

    public string Value => _text ?? Convert.ToBase64String(_bytes!);

    public void Deconstruct(out string name, out string value) => (name, value) = (Name, Value);

    public void Write(Utf8JsonWriter writer)
    {
        if (_bytes is null)
            writer.WriteString(Name, _text);
        else
            writer.WriteBase64String(Name, _bytes);
    }

    /// <summary>Has the policy demand the field as it is.</summary>
    public void Pin(PolicyDocument policy)
    {
        if (_bytes is null)
            policy.Equal(Name, _text!);
        else
            policy.EqualBase64(Name, _bytes);
    }
}
