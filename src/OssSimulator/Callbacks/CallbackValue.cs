using System.Globalization;

namespace OssSimulator.Callbacks;

/// <summary>The value of a callback variable; numbers stand bare in JSON.</summary>
internal sealed record CallbackValue(string Text, bool IsNumber = false)
{
    public static CallbackValue Number(long value) => new(value.ToString(CultureInfo.InvariantCulture), true);
}
