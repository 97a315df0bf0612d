using System.Text.Json;

namespace SignGateway.Grants;

/// <summary>What only one method's grants say, as a property of the grant's JSON that is named for the method.</summary>
internal abstract record GrantDetails
{
    public abstract void Write(Utf8JsonWriter writer);
}
