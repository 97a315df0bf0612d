using Xunit;

namespace SignGateway.Host.Tests.Documents;

/// <summary>Tests that have the SDK work on the sources, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class Publishing
{
    public const string Name = "publishing";
}
