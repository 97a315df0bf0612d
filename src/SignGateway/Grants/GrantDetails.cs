using System.Text.Json;

namespace SignGateway.Grants;

/// <summary>What only one method's grants say, among the properties of the grant's JSON.</summary>
internal abstract record GrantDetails
{
    /// <summary>Writes the properties; <paramref name="statusUrl"/> is where the upload can be read.</summary>
    public abstract void Write(Utf8JsonWriter writer, string statusUrl);
}
