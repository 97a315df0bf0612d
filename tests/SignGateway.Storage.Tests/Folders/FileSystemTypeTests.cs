using SignGateway.Storage.Folders;

namespace SignGateway.Storage.Tests.Folders;

public sealed class FileSystemTypeTests
{
    private static readonly string[] Mounts =
    [
        "/dev/vda / ext4 rw 0 0",
        "server:/export /mnt/shared nfs4 rw 0 0",
        "/dev/vdb /mnt/shared/local xfs rw 0 0",
        "me@host: /mnt/with\\040space fuse.sshfs rw 0 0",
        "tmpfs /mnt/twice tmpfs rw 0 0",
        "//host/share /mnt/twice cifs rw 0 0",
    ];

    [Theory]
    [InlineData("/var/lib/gateway", "ext4")]
    [InlineData("/mnt/shared", "nfs4")]
    [InlineData("/mnt/shared/data", "nfs4")]
    [InlineData("/mnt/sharedish", "ext4")]
    [InlineData("/mnt/shared/local/data", "xfs")]
    [InlineData("/mnt/with space/data", "fuse.sshfs")]
    [InlineData("/mnt/twice/data", "cifs")]
    public void the_deepest_and_latest_mount_counts(string path, string type) =>
        Assert.Equal(type, FileSystemType.InMountTable(path, Mounts));

    [Theory]
    [InlineData("nfs")]
    [InlineData("nfs4")]
    [InlineData("cifs")]
    [InlineData("smb3")]
    [InlineData("smb2")]
    [InlineData("9p")]
    [InlineData("ceph")]
    [InlineData("afs")]
    [InlineData("fuse.sshfs")]
    [InlineData("fuse.glusterfs")]
    public void network_file_systems_are_remote(string type) => Assert.True(FileSystemType.IsRemote(type));

    [Theory]
    [InlineData("ext4")]
    [InlineData("xfs")]
    [InlineData("btrfs")]
    [InlineData("overlay")]
    [InlineData("tmpfs")]
    [InlineData("apfs")]
    [InlineData("NTFS")]
    [InlineData("fuseblk")]
    [InlineData("virtiofs")]
    public void local_file_systems_are_not(string type) => Assert.False(FileSystemType.IsRemote(type));

    [Fact]
    public void knows_the_file_system_of_the_temporary_folder() =>
        Assert.False(FileSystemType.IsRemote(FileSystemType.Of(Path.GetTempPath().TrimEnd('/'))));
}
