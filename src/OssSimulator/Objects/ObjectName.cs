using System.Text;

namespace OssSimulator.Objects;

/// <summary>What an object may be called.</summary>
internal static class ObjectName
{
    private const int Limit = 1023;

    public static bool IsUsable(string key) => Encoding.UTF8.GetByteCount(key) is > 0 and <= Limit && key[0] is not ('/' or '\\');
}
