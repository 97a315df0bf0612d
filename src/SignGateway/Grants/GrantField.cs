using System.Text.Json;
using SignGateway.Protocol.Policies;

namespace SignGateway.Grants;

/// <summary>A field of a signed form, or a header: a text, or something that travels as Base64.</summary>
internal readonly record struct GrantField
{
    // A text, bytes, or a policy, which is as long as all the rest and copied nowhere.
    private readonly object _value;

    public GrantField(string name, string text) => (Name, _value) = (name, text);

    public GrantField(string name, byte[] bytes) => (Name, _value) = (name, bytes);

    public GrantField(string name, PolicyDocument policy) => (Name, _value) = (name, policy);

    public string Name { get; }

    public string Value => _value switch
    {
        PolicyDocument policy => policy.ToBase64(),
        byte[] bytes => Convert.ToBase64String(bytes),
        var text => (string)text,
    };

    public void Deconstruct(out string name, out string value) => (name, value) = (Name, Value);

    public void Write(Utf8JsonWriter writer)
    {
        if (_value is string text)
            writer.WriteString(Name, text);
        else
            writer.WriteBase64String(Name, _value is PolicyDocument policy ? policy.Utf8Json : (byte[])_value);
    }

    /// <summary>Has the policy demand the field as it is.</summary>
    public void Pin(PolicyDocument policy)
    {
        if (_value is byte[] bytes)
            policy.EqualBase64(Name, bytes);
        else
            policy.Equal(Name, Value);
    }

    /// <summary>Gives a policy's memory back to the pool. The field cannot be read afterwards.</summary>
    public void GiveBack() => (_value as PolicyDocument)?.Dispose();
}
