namespace SignGateway.Content;

/// <summary>How programs and scripts begin, where one comparison does not tell.</summary>
internal static class Programs
{
    public static bool IsMachOrJava(ReadOnlySpan<byte> start) =>
        start.StartsWith<byte>([0xFE, 0xED, 0xFA, 0xCE]) || start.StartsWith<byte>([0xFE, 0xED, 0xFA, 0xCF])
        || start.StartsWith<byte>([0xCE, 0xFA, 0xED, 0xFE]) || start.StartsWith<byte>([0xCF, 0xFA, 0xED, 0xFE])
        || start.StartsWith<byte>([0xCA, 0xFE, 0xBA, 0xBE]);

    // A path follows the "#!" of a script; in AMR sound, for one, it does not.
    public static bool IsScript(ReadOnlySpan<byte> start) =>
        (start.StartsWith("#!"u8) && start[2..].TrimStart((byte)' ').StartsWith("/"u8)) || start.StartsWith("<?php"u8) || start.StartsWith("<?="u8);
}
