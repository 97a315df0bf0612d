namespace LoadBench;

/// <summary>What is wanted of a gateway on one kind of storage.</summary>
internal sealed record Goals((double Must, double Aim) Sign, (double Must, double Aim) Callback, (double Must, double Aim) CallbackP99)
{
    public static readonly Goals Sqlite = new((0.40, 0.65), (0.15, 0.22), (6, 4));

    public static readonly Goals Servers = new((0.30, 0.50), (0.08, 0.13), (10, 6));
}
