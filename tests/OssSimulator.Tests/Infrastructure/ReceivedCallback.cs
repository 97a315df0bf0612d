namespace OssSimulator.Tests.Infrastructure;

/// <summary>A callback as it came over the wire.</summary>
internal sealed record ReceivedCallback(string RawTarget, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}
