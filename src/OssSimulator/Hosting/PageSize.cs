using System.Globalization;
using OssSimulator.Errors;

namespace OssSimulator.Hosting;

/// <summary>How much of a list is wanted at once.</summary>
internal static class PageSize
{
    private const int Most = 1000;

    public static OssError? Read(RequestTarget target, string parameter, int preset, out int size)
    {
        size = preset;
        if (target.Parameter(parameter) is not { } number) return null;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size is >= 1 and <= Most
            ? null
            : OssErrors.InvalidArgument($"Argument {parameter} must be an integer between 1 and {Most}.", parameter, number);
    }
}
