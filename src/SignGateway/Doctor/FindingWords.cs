namespace SignGateway.Doctor;

internal static class FindingWords
{
    public static string ToText(this FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok",
        FindingLevel.Skipped => "skipped",
        FindingLevel.Warning => "warning",
        _ => "fault",
    };
}
